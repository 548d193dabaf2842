using System.Net.WebSockets;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Consoles;

namespace VdiPortal.Gateway.Tests;

/// <summary>However a connection ends, both sides learn it, its row goes, and the count is right again (requirement A7).</summary>
public sealed class EndingTests : GatewayTest
{
    private static readonly TimeSpan CutTime = TimeSpan.FromSeconds(2);

    private OpenCounter _counter = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _counter = new OpenCounter(Gateway);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _counter.Dispose();
    }

    [Fact]
    public async Task The_browser_closes()
    {
        using var socket = await OpenAsync();

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience.Token);

        Assert.Equal("closed", await Host.NextEndAsync());
        await AssertOverAsync();
    }

    [Fact]
    public async Task The_browser_vanishes_with_a_reset()
    {
        using var client = await AskAsync();

        client.Reset();

        Assert.Equal("broken", await Host.NextEndAsync().WaitAsync(CutTime));
        await AssertOverAsync();
    }

    [Fact]
    public async Task The_browsers_process_ends_without_a_close_frame()
    {
        using var client = await AskAsync();

        client.Dispose();

        Assert.Equal("broken", await Host.NextEndAsync().WaitAsync(CutTime));
        await AssertOverAsync();
    }

    [Fact]
    public async Task The_host_closes()
    {
        Host.Talk = socket => socket.CloseAsync((WebSocketCloseStatus)1012, "host-restarting", Patience.Token);
        using var socket = await Gateway.OpenAsync();

        await socket.ReceiveAsync(new byte[1].AsMemory(), Patience.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience.Token);

        await AssertOverAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_host_vanishes(bool broken)
    {
        Host.Vanishes = broken;
        Host.Talk = async socket => await socket.ReceiveAsync(new byte[1].AsMemory(), Patience.Token);
        using var socket = await Gateway.OpenAsync();

        await socket.SendAsync(new byte[1], WebSocketMessageType.Binary, true, Patience.Token);

        await AssertCutAsync(socket);
        await AssertOverAsync();
    }

    [Fact]
    public async Task An_administrator_cuts_it()
    {
        using var socket = await OpenAsync();
        using var other = await OpenAsync();

        World.Feed.Publish(ChangeTopic.ConsoleCut, World.Tokens.Grants.First().Connection.Id.Value);

        await AssertCutAsync(socket);
        Assert.Equal("broken", await Host.NextEndAsync().WaitAsync(CutTime));
        Assert.Equal(World.Tokens.Grants.First().Connection.Id, await World.Consoles.NextRemovedAsync());
        Assert.Equal(WebSocketState.Open, other.State);
        Assert.Equal(1, _counter.Open);
    }

    [Fact]
    public async Task It_is_cut_while_nobody_hears_the_feed()
    {
        using var socket = await OpenAsync();
        World.Consoles.Cuts.Add(new ConsoleId(Guid.NewGuid()));
        World.Consoles.Cuts.Add(World.Consoles.Rows.Keys.Single());

        World.Feed.Publish(ChangeTopic.Resync);

        await AssertCutAsync(socket);
        await AssertOverAsync();
    }

    [Fact]
    public async Task It_is_cut_between_its_entry_in_the_register_and_its_way_to_the_host()
    {
        var (entered, cut) = (new TaskCompletionSource(), new TaskCompletionSource());
        World.Sessions.WhileTracing = () =>
        {
            entered.SetResult();
            return cut.Task;
        };
        var asked = Gateway.AskFromPageAsync();
        await entered.Task.Soon();

        World.Feed.Publish(ChangeTopic.ConsoleCut, World.Consoles.Rows.Keys.Single().Value);
        cut.SetResult();

        using var client = await asked;
        if (client.Status == 101)
            await client.EndAsync().WaitAsync(CutTime);
        await AssertOverAsync();
    }

    [Fact]
    public async Task The_portal_stops()
    {
        using var first = await OpenAsync();
        using var second = await OpenAsync();

        var stopped = Gateway.StopAsync();

        await AssertCutAsync(first);
        await AssertCutAsync(second);
        await stopped.WaitAsync(CutTime);
        await AssertOverAsync();
    }

    [Fact]
    public async Task The_browser_leaves_while_the_console_is_being_opened()
    {
        var (entered, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        World.Sessions.WhileTracing = async () =>
        {
            entered.SetResult();
            await gone.Task;
            throw new OperationCanceledException();
        };
        var asked = Gateway.AskFromPageAsync();
        await entered.Task.Soon();

        gone.SetResult();

        await Record.ExceptionAsync(async () => (await asked).Dispose());
        await AssertOverAsync();
    }

    private async Task<ClientWebSocket> OpenAsync()
    {
        var socket = await Gateway.OpenAsync();
        await Host.NextRequestAsync();
        return socket;
    }

    private async Task<RawClient> AskAsync()
    {
        var client = await Gateway.AskFromPageAsync();
        Assert.Equal(101, client.Status);
        Assert.Equal(1, _counter.Open);
        return client;
    }

    private static async Task AssertCutAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(CutTime);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[1].AsMemory(), limit.Token).AsTask());
    }

    private async Task AssertOverAsync()
    {
        while (!World.Consoles.Rows.IsEmpty)
            await World.Consoles.NextRemovedAsync();
        Assert.Equal(0, _counter.Open);
    }
}
