using System.Net.WebSockets;
using VdiPortal.Broker.Changes;
using VdiPortal.Gateway.Tests.Fakes;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Gateway.Tests;

/// <summary>The database is gone for a moment: screens go on, and what was missed is made up for.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private TestGateway _gateway = null!;

    public static TheoryData<Exception> Faults => [new DatabaseGoneException(), new IOException("The connection broke."), new TimeoutException()];

    private FakeConsoles Consoles => _gateway.World.Consoles;

    private FakeFeed Feed => _gateway.World.Feed;

    public async Task InitializeAsync() => _gateway = await TestGateway.StartAsync(_time);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_portal_lives_on_and_cuts_what_it_missed(Exception fault)
    {
        using var socket = await _gateway.OpenAsync();
        Consoles.Cuts.Add(Consoles.Rows.Keys.Single());
        Consoles.Fault = fault;
        Feed.Publish(ChangeTopic.Resync);
        await RetryAsync();
        await RetryAsync();

        Consoles.Fault = null;
        _time.Advance(ConsoleCutter.Retry);

        await AssertCutAsync(socket);
        Assert.False(_gateway.Lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_notice_is_heard_while_the_register_does_not_answer()
    {
        using var socket = await _gateway.OpenAsync();
        Consoles.Fault = new DatabaseGoneException();
        Feed.Publish(ChangeTopic.Resync);
        await Consoles.NextRefusedAsync();

        Feed.Publish(ChangeTopic.ConsoleCut, Consoles.Rows.Keys.Single().Value);

        await AssertCutAsync(socket);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_connection_that_ends_meanwhile_is_struck_off_with_a_later_sign_of_life(Exception fault)
    {
        using var socket = await _gateway.OpenAsync();
        Consoles.Fault = fault;
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience.Token);
        await Consoles.NextRefusedAsync();
        await BeatAsync();
        await Consoles.NextRefusedAsync();

        Consoles.Fault = null;
        await BeatAsync();

        await Consoles.NextRemovedAsync();
        Assert.Empty(Consoles.Rows);
        Assert.False(_gateway.Lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_cannot_be_noted_in_the_audit_log_is_not_opened(Exception fault)
    {
        _gateway.World.Audit.Fault = fault;

        using var client = await _gateway.AskFromPageAsync();

        Assert.Equal(500, client.Status);
        await Consoles.NextRemovedAsync();
        Assert.Empty(Consoles.Rows);
        Assert.False(_gateway.Lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_turns_out_not_to_be_noted_is_cut(Exception fault)
    {
        var noting = new TaskCompletionSource();
        _gateway.World.Sessions.WhileTracing = () => noting.Task;
        using var socket = await _gateway.OpenAsync();

        noting.SetException(fault);

        await AssertCutAsync(socket);
        await Consoles.NextRemovedAsync();
        Assert.Empty(Consoles.Rows);
    }

    private static async Task AssertCutAsync(ClientWebSocket socket) =>
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[1].AsMemory(), Patience.Token).AsTask());

    /// <summary>One more reading of the register that fails.</summary>
    private async Task RetryAsync()
    {
        await Consoles.NextRefusedAsync();
        await _time.TimerWithin(ConsoleCutter.Retry);
        _time.Advance(ConsoleCutter.Retry);
    }

    private async Task BeatAsync()
    {
        await _time.TimerWithin(ReplicaHeartbeat.Interval);
        _time.Advance(ReplicaHeartbeat.Interval);
    }
}
