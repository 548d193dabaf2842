using System.Net.WebSockets;
using System.Security.Cryptography;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Tests.Consoles;

/// <summary>Who gets no console from the agent: nothing of theirs comes near a VNC server (requirement A7).</summary>
public sealed class ConsoleAdmissionTests : IAsyncLifetime
{
    private ConsoleScene _scene = null!;

    public async Task InitializeAsync() => _scene = await ConsoleScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task A_good_token_opens_the_screen_and_confirms_the_subprotocol()
    {
        using var client = await _scene.OpenAsync(Sign(_scene.Good));

        Assert.Equal("binary", client.SubProtocol);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Without_a_token_it_is_401(string? token) => await AssertRefusedAsync(401, token);

    [Fact]
    public async Task An_altered_token_is_401()
    {
        var token = Sign(_scene.Good);

        await AssertRefusedAsync(401, (token[0] == 'A' ? 'B' : 'A') + token[1..]);
    }

    [Fact]
    public async Task Two_tokens_are_401() => await AssertRefusedAsync(401, $"{Sign(_scene.Good)} {Sign(_scene.Good)}");

    [Fact]
    public async Task Another_portals_token_is_401()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await AssertRefusedAsync(401, new ConsoleTokenSigner(key).Sign(_scene.Good));
    }

    [Fact]
    public async Task An_expired_token_is_401() =>
        await AssertRefusedAsync(401, Sign(_scene.Good with { ExpiresAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1) }));

    [Fact]
    public async Task A_token_for_longer_than_tokens_live_is_401() =>
        await AssertRefusedAsync(401, Sign(_scene.Good with { ExpiresAt = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1) }));

    [Fact]
    public async Task A_token_for_another_host_is_401() => await AssertRefusedAsync(401, Sign(_scene.Good with { HostId = Guid.NewGuid() }));

    [Fact]
    public async Task A_token_for_a_right_that_does_not_exist_is_401() => await AssertRefusedAsync(401, Sign(_scene.Good with { Access = (ConsoleAccess)7 }));

    [Fact]
    public async Task A_token_for_another_VM_is_404()
    {
        var other = Guid.NewGuid();
        _scene.Agent.Adopt(other, MachineState.Running, generation: 3).Screen = _scene.Vnc.ConnectAsync;

        await AssertRefusedAsync(404, Sign(_scene.Good with { VmId = other }));
    }

    [Fact]
    public async Task A_VM_that_is_not_here_is_404()
    {
        var other = Guid.NewGuid();

        await AssertRefusedAsync(404, Sign(_scene.Good with { VmId = other }), other);
    }

    [Fact]
    public async Task A_token_of_an_older_generation_is_404()
    {
        await AssertRefusedAsync(404, Sign(_scene.Good with { Generation = 2 }));
        await _scene.Agent.WishAsync(_scene.Vm, 4, WishTarget.Run, VmPower.Running);
        await AssertRefusedAsync(404, Sign(_scene.Good with { Generation = 3 }));
    }

    [Fact]
    public async Task A_VM_that_is_ending_is_404()
    {
        var end = new TaskCompletionSource();
        _scene.Agent.Hypervisor[_scene.Vm].ShutdownGate = end;
        _scene.Agent.Wish(_scene.Vm, 4, WishTarget.ShutDown);

        await AssertRefusedAsync(404, Sign(_scene.Good with { Generation = 4 }));
        end.SetResult();
    }

    [Fact]
    public async Task A_token_is_good_once()
    {
        var token = Sign(_scene.Good);
        using var first = await _scene.OpenAsync(token);

        Assert.Equal(401, await _scene.AskAsync(token));

        Assert.Equal(WebSocketState.Open, first.State);
        Assert.Equal(1, _scene.Vnc.Connections);
    }

    [Fact]
    public async Task A_request_that_is_no_WebSocket_is_400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://console{ConsoleProtocol.PathOf(_scene.Vm)}");
        request.Headers.Add(ConsoleProtocol.TokenHeader, Sign(_scene.Good));

        Assert.Equal(400, await _scene.AskAsync(request));
        Assert.Equal(0, _scene.Vnc.Connections);
    }

    [Fact]
    public async Task Before_the_portal_was_reached_it_is_503()
    {
        await using var early = await ConsoleScene.StartAsync(welcome: false);

        Assert.Equal(503, await early.AskAsync(early.Signer.Sign(early.Good)));
        Assert.Equal(0, early.Vnc.Connections);
    }

    private string Sign(ConsoleToken token) => _scene.Signer.Sign(token);

    private async Task AssertRefusedAsync(int status, string? token, Guid? vm = null)
    {
        Assert.Equal(status, await _scene.AskAsync(token, vm));
        Assert.Equal(0, _scene.Vnc.Connections);
    }
}
