using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Host.Consoles;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Tests.Consoles;

/// <summary>Idle connections stay, dead ones do not.</summary>
public sealed class ConsoleKeepAliveTests
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task An_idle_connection_is_pinged_and_stays()
    {
        await using var scene = await StartAsync(Patience.Limit);
        await using var client = await OpenAsync(scene);
        for (var round = 0; round < 3; round++)
        {
            var ping = await ReadFrameAsync(client);
            Assert.Equal(0x89, ping.Head);
            await client.WriteAsync((byte[])[0x8A, (byte)(0x80 | ping.Payload.Length), 0, 0, 0, 0, .. ping.Payload]);
        }

        await client.WriteAsync((byte[])[0x82, 0x80 | 12, 0, 0, 0, 0, .. "RFB 003.008\n"u8]);

        await using var server = await scene.Vnc.AcceptAsync();
        Assert.Equal("RFB 003.008\n"u8.ToArray(), await FakeVnc.ReadAsync(server, 12));
    }

    [Fact]
    public async Task A_connection_whose_client_is_dead_is_given_up()
    {
        await using var scene = await StartAsync(Often);
        await using var client = await AskAsync(scene);

        await using var server = await scene.Vnc.AcceptAsync();
        Assert.Empty(await FakeVnc.RestAsync(server));
    }

    private static Task<ConsoleScene> StartAsync(TimeSpan timeout) =>
        ConsoleScene.StartAsync(configure: services => services.AddSingleton(new ConsolePings(Often, timeout)));

    private static async Task<Stream> AskAsync(ConsoleScene scene)
    {
        var stream = await scene.ConnectAsync();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {ConsoleProtocol.PathOf(scene.Vm)} HTTP/1.1\r\nHost: console\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{ConsoleProtocol.TokenHeader}: {scene.Signer.Sign(scene.Good)}\r\n\r\n"));
        return stream;
    }

    private static async Task<Stream> OpenAsync(ConsoleScene scene)
    {
        var stream = await AskAsync(scene);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await FakeVnc.ReadAsync(stream, 1))[0]);
        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
        return stream;
    }

    private static async Task<(byte Head, byte[] Payload)> ReadFrameAsync(Stream stream)
    {
        var head = await FakeVnc.ReadAsync(stream, 2);
        return (head[0], await FakeVnc.ReadAsync(stream, head[1]));
    }
}
