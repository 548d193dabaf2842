using System.Net.WebSockets;
using System.Security.Cryptography;
using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway.Tests;

/// <summary>What passes between browser and host (requirement A7).</summary>
public sealed class ForwardingTests : GatewayTest
{
    [Fact]
    public async Task The_subprotocol_binary_is_confirmed()
    {
        using var socket = await Gateway.OpenAsync();

        Assert.Equal("binary", socket.SubProtocol);
    }

    [Fact]
    public async Task A_browser_that_asks_for_no_subprotocol_gets_none()
    {
        using var client = await Gateway.AskFromPageAsync();

        Assert.Equal(101, client.Status);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", client.Head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(126)]
    [InlineData(65_536)]
    [InlineData(3_000_000)]
    public async Task Bytes_pass_both_ways_unchanged(int length)
    {
        using var socket = await Gateway.OpenAsync();
        var sent = RandomNumberGenerator.GetBytes(length);

        await socket.SendAsync(sent, WebSocketMessageType.Binary, true, Patience.Token);

        Assert.Equal(sent, await ReceiveAsync(socket, WebSocketMessageType.Binary));
    }

    [Fact]
    public async Task Text_stays_text()
    {
        using var socket = await Gateway.OpenAsync();

        await socket.SendAsync("Grüße"u8.ToArray(), WebSocketMessageType.Text, true, Patience.Token);

        Assert.Equal("Grüße"u8.ToArray(), await ReceiveAsync(socket, WebSocketMessageType.Text));
    }

    [Fact]
    public async Task A_message_in_pieces_stays_in_the_same_pieces()
    {
        var pieces = new List<(int Count, bool End)>();
        Host.Talk = async socket =>
        {
            var buffer = new byte[1024];
            while (pieces.Count < 3 && await socket.ReceiveAsync(buffer.AsMemory(), Patience.Token) is var received)
                pieces.Add((received.Count, received.EndOfMessage));
            await ConsoleHost.EchoAsync(socket);
        };
        using var socket = await Gateway.OpenAsync();

        await socket.SendAsync(new byte[10], WebSocketMessageType.Binary, false, Patience.Token);
        await socket.SendAsync(new byte[20], WebSocketMessageType.Binary, false, Patience.Token);
        await socket.SendAsync(new byte[30], WebSocketMessageType.Binary, true, Patience.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience.Token);

        Assert.Equal([(10, false), (20, false), (30, true)], pieces);
    }

    [Fact]
    public async Task Why_the_host_ends_a_connection_reaches_the_browser()
    {
        Host.Talk = socket => socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "view-only", Patience.Token);
        using var socket = await Gateway.OpenAsync();

        await socket.ReceiveAsync(new byte[1].AsMemory(), Patience.Token);

        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "view-only"), (socket.CloseStatus, socket.CloseStatusDescription));
    }

    [Fact]
    public async Task Only_what_a_WebSocket_needs_and_the_token_reach_the_host()
    {
        string[] allowed = ["Connection", "Upgrade", "Host", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "X-Vdi-Console"];
        using var client = await Gateway.AskAsync(headers:
        [
            "Origin: https://desktops.example", "Sec-WebSocket-Protocol: binary", "Sec-WebSocket-Extensions: permessage-deflate", "Authorization: Bearer secret",
            "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: desktops.example", "Forwarded: for=10.0.0.1", "X-Vdi-Console: forged", "User-Agent: browser",
            "Referer: https://desktops.example/", "Accept-Language: de", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "baggage: secret=1", "X-Anything: 1",
        ]);

        var request = await Host.NextRequestAsync();
        Assert.Equal(101, client.Status);
        Assert.Empty(request.Headers.Keys.Except(allowed, StringComparer.OrdinalIgnoreCase));
        Assert.Equal("console", request.Headers["Host"]);
        Assert.Equal("websocket", request.Headers["Upgrade"], ignoreCase: true);
        Assert.Equal("Upgrade", request.Headers["Connection"], ignoreCase: true);
        Assert.Equal($"token-{World.Consoles.Rows.Keys.Single()}-Control", request.Headers["X-Vdi-Console"]);
    }

    [Fact]
    public async Task The_host_is_asked_for_the_VM_and_nothing_else()
    {
        using var socket = await Gateway.OpenAsync(query: "?view=1&secret=2");

        var request = await Host.NextRequestAsync();

        Assert.Equal($"/console/{World.VmId}", request.Path);
        Assert.Equal("", request.Query);
    }

    [Theory]
    [InlineData("", ConsoleRight.Control)]
    [InlineData("?view=1", ConsoleRight.View)]
    public async Task The_token_says_for_which_VM_host_generation_and_right(string query, ConsoleRight right)
    {
        using var socket = await Gateway.OpenAsync(query: query);

        var grant = Assert.Single(World.Tokens.Grants);
        Assert.Equal((World.VmId, World.HostId, 7, right), (grant.Vm.Id, grant.HostId, grant.Vm.Generation, grant.Connection.Right));
        Assert.Equal(right, World.Consoles.Rows.Values.Single().Right);
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, WebSocketMessageType type)
    {
        using var message = new MemoryStream();
        var buffer = new byte[100_000];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), Patience.Token);
            Assert.Equal(type, received.MessageType);
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return message.ToArray();
        }
    }
}
