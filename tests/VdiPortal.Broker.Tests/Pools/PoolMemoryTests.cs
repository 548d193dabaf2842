using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Tests.Pools;

/// <summary>Stock never takes the memory that people's desktops need (requirement B3). Each VM reserves 480 MiB.</summary>
public class PoolMemoryTests
{
    private readonly PoolPlanner _planner = new(new LeastLoadedPolicy());
    private readonly VmHost _host = Make.Host(memory: 4_800);
    private readonly ModuleId _second = ModuleId.New();

    [Theory]
    [InlineData("half is people's: five of ten fit", 50, 4, 0, 1, PoolShortage.Filling)]
    [InlineData("half is people's: the sixth does not", 50, 5, 0, 0, PoolShortage.MemoryKept)]
    [InlineData("what people use counts as theirs", 50, 5, 5, 0, PoolShortage.NoMemory)]
    [InlineData("what people use counts as theirs: the rest is free for stock", 50, 4, 4, 1, PoolShortage.Filling)]
    [InlineData("more than their share in use takes from the rest", 50, 3, 7, 0, PoolShortage.NoMemory)]
    [InlineData("nothing is kept", 0, 9, 0, 1, PoolShortage.Filling)]
    public void Peoples_share_stays_untouched(string sentence, int percent, int stock, int people, int starts, PoolShortage why)
    {
        Vm[] vms = [.. Vms(_host, stock), .. Enumerable.Range(0, people).Select(_ => Claimed(_host))];
        var host = _host with { ReservedMiB = 480 * vms.Length, UsedSlots = vms.Length, Slots = 20 };
        var plan = Plan([host], vms, new PoolMemory(percent, 0), (Make.ModuleId, stock + 1));
        Assert.True(plan.Starts.Count == starts && plan.Pools[0].Shortage == why, $"{sentence}: {plan.Starts.Count} {plan.Pools[0]}");
    }

    [Theory]
    [InlineData("no report yet", null, 0, PoolShortage.Filling, 2)]
    [InlineData("room above the floor for one", 1_500, 0, PoolShortage.MemoryShort, 1)]
    [InlineData("what boots will still take its memory", 1_500, 1, PoolShortage.MemoryShort, 0)]
    [InlineData("room above the floor for both", 2_000, 0, PoolShortage.Filling, 2)]
    [InlineData("just at the floor", 1_000, 0, PoolShortage.MemoryShort, 0)]
    public void Nothing_is_added_where_it_would_press_free_memory_below_the_floor(string sentence, int? free, int booting, PoolShortage why, int starts)
    {
        var other = Enumerable.Range(0, booting).Select(_ => Make.Vm(PowerState.Booting, host: _host.Id, module: _second)).ToArray();
        var plan = Plan([_host with { FreeMemoryMiB = free }], other, new PoolMemory(0, 1_000), (Make.ModuleId, 2), (_second, booting));
        Assert.True(plan.Starts.Count == starts && plan.Pools[0].Shortage == why, $"{sentence}: {plan.Starts.Count} {plan.Pools[0]}");
    }

    [Fact]
    public void Another_host_with_room_takes_what_the_short_one_cannot()
    {
        var other = Make.Host("other") with { FreeMemoryMiB = 8_000 };
        var plan = Plan([_host with { FreeMemoryMiB = 900 }, other], [], new PoolMemory(0, 1_000), (Make.ModuleId, 1));
        Assert.Equal(other.Id, Assert.Single(plan.Starts).Host);
    }

    [Theory]
    [InlineData("at the floor nothing is given up", 1_000, 0)]
    [InlineData("a little short: one", 999, 1)]
    [InlineData("short by one: one", 520, 1)]
    [InlineData("short by more than one: two", 519, 2)]
    [InlineData("short by more than there is: all of the stock", 0, 3)]
    public void A_host_that_runs_short_gives_up_as_many_as_are_missing(string sentence, int free, int given)
    {
        var plan = Plan([_host with { FreeMemoryMiB = free }], Vms(_host, 3), new PoolMemory(0, 1_000), (Make.ModuleId, 3));
        Assert.True(plan.Returns.Count == given, $"{sentence}: {plan.Returns.Count}");
        Assert.Empty(plan.Starts);
        Assert.Equal(given > 0 ? PoolShortage.MemoryShort : PoolShortage.None, plan.Pools[0].Shortage);
    }

    [Fact]
    public void The_oldest_warm_one_of_the_pool_with_the_most_surplus_goes_first()
    {
        var scarce = Vms(_host, 2);
        var ample = Vms(_host, 3, _second);
        var short3 = _host with { FreeMemoryMiB = 0 };
        var plan = Plan([short3], [.. scarce, .. ample], new PoolMemory(0, 1_400), new PoolDemand(2, 2, 2, 2, null), new PoolDemand(1, 1, 3, 3, null));
        Assert.Equal([ample[0].Id, ample[1].Id, scarce[0].Id], plan.Returns.Select(given => given.Vm));
        Assert.Equal(new PoolReturn(ample[0].Id, new PoolKey(_second, "desktop"), _host.Id, 0), plan.Returns[0]);
    }

    [Fact]
    public void A_warm_one_goes_before_one_on_the_way()
    {
        var booting = Make.Vm(PowerState.Booting, host: _host.Id, created: Make.Noon.AddHours(-1));
        var warm = Make.Vm(host: _host.Id);
        var plan = Plan([_host with { FreeMemoryMiB = 900 }], [booting, warm], new PoolMemory(0, 1_000), (Make.ModuleId, 2));
        Assert.Equal([warm.Id], plan.Returns.Select(given => given.Vm));
    }

    [Fact]
    public void Claimed_desktops_are_never_given_up() =>
        Assert.Empty(Plan([_host with { FreeMemoryMiB = 0 }], [Claimed(_host)], new PoolMemory(90, 4_000), (Make.ModuleId, 0)).Returns);

    [Fact]
    public void What_ends_already_counts_as_given_back()
    {
        var ending = Make.Vm(wish: VmWish.Destroy, host: _host.Id);
        Assert.Empty(Plan([_host with { FreeMemoryMiB = 600 }], [ending, .. Vms(_host, 2)], new PoolMemory(0, 1_000), (Make.ModuleId, 2)).Returns);
        Assert.Empty(Plan([_host with { FreeMemoryMiB = 600 }], Vms(_host, 3), new PoolMemory(0, 1_000), (Make.ModuleId, 2)).Returns);
    }

    [Fact]
    public void A_report_is_answered_once_and_the_next_one_anew()
    {
        var host = _host with { FreeMemoryMiB = 600 };
        var snapshot = Snapshot([host], Vms(_host, 2), new PoolMemory(0, 1_000), (new(2, 2, 2, 2, null), Make.ModuleId));
        Assert.Single(_planner.Plan(snapshot).Returns);
        Assert.Empty(_planner.Plan(snapshot with { Answered = new Dictionary<HostId, DateTimeOffset> { [host.Id] = host.LastSeenAt } }).Returns);
        Assert.Single(_planner.Plan(snapshot with { Answered = new Dictionary<HostId, DateTimeOffset> { [host.Id] = host.LastSeenAt.AddSeconds(-10) } }).Returns);
    }

    [Fact]
    public void The_last_report_of_a_host_that_is_away_says_nothing()
    {
        var away = _host with { FreeMemoryMiB = 0, State = HostState.Unreachable };
        Assert.Empty(Plan([away], Vms(_host, 2), new PoolMemory(0, 1_000), (Make.ModuleId, 2)).Returns);
    }

    private static Vm[] Vms(VmHost host, int count, ModuleId? module = null) =>
        [.. Enumerable.Range(0, count).Select(number => Make.Vm(host: host.Id, created: Make.Noon.AddMinutes(number), module: module))];

    private static Vm Claimed(VmHost host) => Make.Vm(PowerState.Running, VmWish.Run, host.Id, SessionId.New());

    private static PoolSnapshot Snapshot(VmHost[] hosts, Vm[] vms, PoolMemory memory, params (PoolDemand Demand, ModuleId Module)[] pools) => new(
        [.. pools.Select(pool => new PoolTarget(new PoolKey(pool.Module, "desktop"), 1, Make.Template, 480, pool.Demand))], vms, [], hosts, false, Make.Noon) { Memory = memory };

    private PoolPlan Plan(VmHost[] hosts, Vm[] vms, PoolMemory memory, params (ModuleId Module, int Warm)[] pools) =>
        _planner.Plan(Snapshot(hosts, vms, memory, [.. pools.Select(pool => (new PoolDemand(pool.Warm, pool.Warm, pool.Warm, pool.Warm, null), pool.Module))]));

    private PoolPlan Plan(VmHost[] hosts, Vm[] vms, PoolMemory memory, PoolDemand first, PoolDemand second) =>
        _planner.Plan(Snapshot(hosts, vms, memory, (first, Make.ModuleId), (second, _second)));
}
