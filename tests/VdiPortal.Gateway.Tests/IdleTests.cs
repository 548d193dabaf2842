using System.Net.WebSockets;

namespace VdiPortal.Gateway.Tests;

/// <summary>A desktop at which nobody works and nothing moves stays connected (requirement A7).</summary>
public sealed class IdleTests : GatewayTest
{
    /// <summary>So many pings does a host send in ten minutes, one each 15 s.</summary>
    private const int TenMinutes = 40;

    [Fact]
    public async Task Ten_minutes_of_nothing_but_the_hosts_pings_pass_through_the_gateway_and_the_connection_stays()
    {
        Host.Pings = TimeSpan.FromMilliseconds(10);
        using var client = await Gateway.AskFromPageAsync();
        for (var ping = 0; ping < TenMinutes; ping++)
            await AnswerPingAsync(client);

        await client.SendAsync((byte[])[0x82, 0x80 | 2, 0, 0, 0, 0, .. "hi"u8]);

        Assert.Equal("hi"u8.ToArray(), await NextMessageAsync(client));
        Assert.Single(World.Consoles.Rows);
    }

    [Fact]
    public async Task A_browser_that_answers_no_ping_is_given_up_and_its_row_goes()
    {
        (Host.Pings, Host.PingLimit) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
        using var client = await Gateway.AskFromPageAsync();

        await client.EndAsync();

        Assert.Equal("broken", await Host.NextEndAsync());
        await World.Consoles.NextRemovedAsync();
        Assert.Empty(World.Consoles.Rows);
    }

    private static async Task AnswerPingAsync(RawClient client)
    {
        var (kind, payload) = await ReadFrameAsync(client);
        Assert.Equal(0x89, kind);
        await client.SendAsync((byte[])[0x8A, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]);
    }

    private static async Task<byte[]> NextMessageAsync(RawClient client)
    {
        while (true)
        {
            var (kind, payload) = await ReadFrameAsync(client);
            if ((kind & 0x0F) == (int)WebSocketMessageType.Binary + 1)
                return payload;
        }
    }

    private static async Task<(byte Kind, byte[] Payload)> ReadFrameAsync(RawClient client)
    {
        var head = await client.ReadAsync(2);
        return (head[0], await client.ReadAsync(head[1]));
    }
}
