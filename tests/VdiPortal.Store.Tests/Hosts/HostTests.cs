using VdiPortal.Broker.Hosts;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Hosts;

public sealed class HostTests : StoreTest
{
    private static readonly HostLoad Load = new(12.5, 2048, 5_000_000_000, null);

    private static readonly TimeSpan AnySilence = TimeSpan.FromSeconds(-1);

    private async Task<VmHost> HostAsync(HostConnection connection) => (await Store.Hosts.GetAsync(connection.HostId, None))!;

    [Fact]
    public async Task A_keep_alive_notes_load_and_problem()
    {
        var connection = await Scene.HostAsync();
        var before = await HostAsync(connection);

        Assert.True(await Store.Hosts.KeepAliveAsync(connection, Load with { Problem = "The disk is full" }, None));

        var after = await HostAsync(connection);
        Assert.Equal((12.5, 5_000_000_000, "The disk is full", false), (after.CpuPercent, after.FreeDiskBytes, after.Problem, after.TakesNewVms));
        Assert.Equal((null, Load.FreeMemoryMiB), (before.FreeMemoryMiB, after.FreeMemoryMiB));
        Assert.True(after.LastSeenAt > before.LastSeenAt);
    }

    [Fact]
    public async Task A_keep_alive_over_an_older_connection_is_refused()
    {
        var old = await Scene.HostAsync("alpha");
        var present = await Scene.HostAsync("alpha");

        Assert.False(await Store.Hosts.KeepAliveAsync(old, Load, None));
        Assert.True(await Store.Hosts.KeepAliveAsync(present, Load, None));
        Assert.False(await Store.Hosts.KeepAliveAsync(present with { HostId = HostId.New() }, Load, None));
    }

    [Fact]
    public async Task Hosts_that_were_not_heard_of_are_marked_once()
    {
        var connection = await Scene.HostAsync();

        Assert.Empty(await Store.Hosts.MarkUnreachableAsync(TimeSpan.FromMinutes(5), None));
        Assert.Equal((connection.HostId, HostState.Unreachable), Assert.Single(
            (await Store.Hosts.MarkUnreachableAsync(AnySilence, None)).Select(host => (host.Id, host.State))));
        Assert.Empty(await Store.Hosts.MarkUnreachableAsync(AnySilence, None));
    }

    [Theory]
    [InlineData(HostState.Draining, true)]
    [InlineData(HostState.Maintenance, false)]
    [InlineData(HostState.Offline, false)]
    public async Task Only_online_and_draining_hosts_are_missed(HostState wanted, bool missed)
    {
        var connection = await Scene.HostAsync();
        await Store.Hosts.SetStateAsync(connection.HostId, wanted, None);

        Assert.Equal(missed ? 1 : 0, (await Store.Hosts.MarkUnreachableAsync(AnySilence, None)).Count);
    }

    [Fact]
    public async Task An_unreachable_host_that_is_heard_of_again_is_what_it_was()
    {
        var connection = await Scene.HostAsync();
        await Store.Hosts.MarkUnreachableAsync(AnySilence, None);

        Assert.True(await Store.Hosts.KeepAliveAsync(connection, Load, None));

        Assert.Equal(HostState.Online, (await HostAsync(connection)).State);
    }

    [Fact]
    public async Task A_silent_host_does_not_come_online_by_an_administrators_word()
    {
        var connection = await Scene.HostAsync();
        await Store.Hosts.MarkUnreachableAsync(AnySilence, None);

        Assert.True(await Store.Hosts.SetStateAsync(connection.HostId, HostState.Offline, None));
        Assert.Equal(HostState.Offline, (await HostAsync(connection)).State);
        Assert.True(await Store.Hosts.SetStateAsync(connection.HostId, HostState.Online, None));
        Assert.Equal(HostState.Unreachable, (await HostAsync(connection)).State);
    }

    [Fact]
    public async Task An_unknown_host_has_no_state_and_no_connection()
    {
        Assert.False(await Store.Hosts.SetStateAsync(HostId.New(), HostState.Draining, None));
        Assert.Null(await Store.Hosts.GetAsync(HostId.New(), None));
        Assert.Null(await Store.Hosts.GetConnectionAsync(HostId.New(), None));
    }

    [Fact]
    public async Task Nobody_can_want_a_host_unreachable()
    {
        var connection = await Scene.HostAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.Hosts.SetStateAsync(connection.HostId, HostState.Unreachable, None));
    }

    [Fact]
    public async Task Hosts_are_listed_by_name()
    {
        foreach (var name in new[] { "b", "c", "a" })
            await Scene.HostAsync(name);

        Assert.Equal(["a", "b", "c"], (await Store.Hosts.ListAsync(None)).Select(host => host.Name));
    }
}
