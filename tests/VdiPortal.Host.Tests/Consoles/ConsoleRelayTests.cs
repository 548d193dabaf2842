using System.Net.WebSockets;
using System.Security.Cryptography;
using VdiPortal.Host.Consoles.Rfb;
using VdiPortal.Host.Tests.Consoles.Rfb;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Tests.Consoles;

/// <summary>What passes between a client and a VM's screen, and what ends it (requirements A7, A8).</summary>
public sealed class ConsoleRelayTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private ConsoleScene _scene = null!;

    public static TheoryData<byte[]> Input =>
        [ClientBytes.Key, ClientBytes.ExtendedKey, ClientBytes.Pointer, ClientBytes.CutText(5), ClientBytes.Xvp, ClientBytes.DesktopSize];

    public async Task InitializeAsync() => _scene = await ConsoleScene.StartAsync(_time);

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task The_picture_passes_unchanged()
    {
        var (client, server) = await _scene.OpenAsync();
        var sent = RandomNumberGenerator.GetBytes(1_000_000);

        var sending = server.WriteAsync(sent).AsTask();
        var received = new byte[sent.Length];
        for (var filled = 0; filled < received.Length;)
            filled += (await client.ReceiveAsync(received.AsMemory(filled), default).AsTask().Soon()).Count;
        await sending;

        Assert.Equal(sent, received);
    }

    [Theory]
    [MemberData(nameof(Input))]
    public async Task Who_controls_may_send_it(byte[] message)
    {
        var (client, server) = await _scene.OpenAsync();

        await SendAsync(client, message);

        Assert.Equal(message, await FakeVnc.ReadAsync(server, message.Length));
    }

    [Theory]
    [MemberData(nameof(Input))]
    public async Task Who_only_looks_is_cut_off_and_nothing_of_it_passes(byte[] message)
    {
        var (client, server) = await _scene.OpenAsync(ConsoleAccess.View);

        await SendAsync(client, ClientBytes.UpdateRequest);
        await SendAsync(client, message);

        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "view-only"), await EndAsync(client));
        Assert.Equal(ClientBytes.UpdateRequest, await FakeVnc.RestAsync(server));
    }

    [Fact]
    public async Task Who_only_looks_may_choose_pixels_encodings_and_ask_for_pictures()
    {
        var (client, server) = await _scene.OpenAsync(ConsoleAccess.View);
        byte[] all = [.. ClientBytes.PixelFormat, .. ClientBytes.Encodings(16, 1), .. ClientBytes.UpdateRequest];

        await SendAsync(client, all);

        Assert.Equal(all, await FakeVnc.ReadAsync(server, all.Length));
        Assert.Equal(WebSocketState.Open, client.State);
    }

    [Theory]
    [InlineData(ConsoleAccess.Control, RfbEncodings.ExtendedClipboard)]
    [InlineData(ConsoleAccess.View, RfbEncodings.Nothing)]
    public async Task The_servers_clipboard_is_only_for_who_controls(ConsoleAccess access, int asked)
    {
        var (client, server) = await _scene.OpenAsync(access);

        await SendAsync(client, ClientBytes.Encodings(16, RfbEncodings.ExtendedClipboard));

        var expected = ClientBytes.Encodings(16, asked);
        Assert.Equal(expected, await FakeVnc.ReadAsync(server, expected.Length));
    }

    [Theory]
    [InlineData(WishTarget.Destroy)]
    [InlineData(WishTarget.ShutDown)]
    public async Task It_ends_at_once_when_the_VM_shall_end(WishTarget target)
    {
        var (client, server) = await _scene.OpenAsync();

        _scene.Agent.Wish(_scene.Vm, 4, target);

        Assert.Equal((WebSocketCloseStatus.NormalClosure, "vm-stopping"), await EndAsync(client));
        Assert.Empty(await FakeVnc.RestAsync(server));
    }

    [Fact]
    public async Task Who_looked_before_is_sent_away_when_the_VM_is_claimed()
    {
        await using var scene = await ConsoleScene.StartAsync(state: MachineState.Paused);
        scene.Agent.Wish(scene.Vm, 3, WishTarget.Warm);
        var (client, server) = await scene.OpenAsync(ConsoleAccess.View);

        scene.Agent.Wish(scene.Vm, 4, WishTarget.Run);

        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "vm-claimed"), await EndAsync(client));
        Assert.Empty(await FakeVnc.RestAsync(server));
    }

    [Fact]
    public async Task It_ends_when_the_screen_does()
    {
        var (client, server) = await _scene.OpenAsync();

        await server.DisposeAsync();

        Assert.Equal((WebSocketCloseStatus.EndpointUnavailable, "screen-ended"), await EndAsync(client));
    }

    [Fact]
    public async Task The_screens_connection_ends_when_the_client_leaves()
    {
        var (client, server) = await _scene.OpenAsync();

        client.Abort();

        Assert.Empty(await FakeVnc.RestAsync(server));
    }

    [Fact]
    public async Task Text_is_no_way_to_talk_to_a_screen()
    {
        var (client, server) = await _scene.OpenAsync();

        await client.SendAsync(ClientBytes.Key, WebSocketMessageType.Text, true, default);

        Assert.Equal((WebSocketCloseStatus.InvalidMessageType, "not-binary"), await EndAsync(client));
        Assert.Empty(await FakeVnc.RestAsync(server));
    }

    [Fact]
    public async Task Input_starts_the_idle_clock_anew_and_looking_does_not()
    {
        var (client, server) = await _scene.OpenAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await PassAsync(client, server, ClientBytes.UpdateRequest);
        Assert.Equal(300_000, _scene.Agent.Idle.Snapshot()[_scene.Vm]);

        // The clock is touched after the bytes have passed; when the next ones have, it was.
        await PassAsync(client, server, ClientBytes.Pointer);
        await PassAsync(client, server, ClientBytes.UpdateRequest);

        Assert.Equal(0, _scene.Agent.Idle.Snapshot()[_scene.Vm]);
    }

    private static async Task PassAsync(ClientWebSocket client, Stream server, byte[] message)
    {
        await SendAsync(client, message);
        Assert.Equal(message, await FakeVnc.ReadAsync(server, message.Length));
    }

    private static Task SendAsync(ClientWebSocket client, byte[] message) => client.SendAsync(message, WebSocketMessageType.Binary, true, default);

    private static async Task<(WebSocketCloseStatus?, string?)> EndAsync(ClientWebSocket client)
    {
        while ((await client.ReceiveAsync(new byte[1024].AsMemory(), default).AsTask().Soon()).MessageType != WebSocketMessageType.Close)
        {
        }

        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        return (client.CloseStatus, client.CloseStatusDescription);
    }
}
