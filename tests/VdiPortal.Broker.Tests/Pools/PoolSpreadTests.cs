using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Tests.Pools;

/// <summary>Where a pool's VMs go, and how many of them at most (requirement B3).</summary>
public class PoolSpreadTests
{
    private readonly PoolPlanner _planner = new(new LeastLoadedPolicy());
    private readonly VmHost _a = Make.Host("a");
    private readonly VmHost _b = Make.Host("b");

    [Fact]
    public void Spread_evenly_the_emptier_host_of_the_pool_is_filled_even_when_it_is_busier_otherwise()
    {
        var busy = _b with { UsedSlots = 8, ReservedMiB = 8_000 };
        Assert.Equal([busy.Id, busy.Id], Places(Plan(4, PoolSpread.Even, [_a, busy], Stock(_a, 2))));
    }

    [Fact]
    public void Spread_evenly_no_host_gets_more_than_its_fair_share_while_another_has_room()
    {
        // The other one boots as many as it may: it is waited for.
        var booting = Make.Vm(PowerState.Booting, host: _b.Id);
        var other = Make.Vm(PowerState.Booting, host: _b.Id, module: Broker.Catalog.ModuleId.New());
        Assert.Empty(Plan(4, PoolSpread.Even, [_a, _b], [.. Stock(_a, 2), booting, other]).Starts);
    }

    [Fact]
    public void Spread_evenly_a_host_takes_more_when_the_others_are_full()
    {
        var full = _b with { UsedSlots = 10 };
        Assert.Equal([_a.Id, _a.Id], Places(Plan(6, PoolSpread.Even, [_a, full], [.. Stock(_a, 3), .. Stock(full, 1)])));
    }

    [Fact]
    public void Spread_evenly_what_is_too_much_goes_from_the_fullest_host()
    {
        Vm[] vms = [.. Stock(_a, 3), .. Stock(_b, 1)];
        Assert.All(Plan(2, PoolSpread.Even, [_a, _b], vms).Discards, id => Assert.Equal(_a.Id, vms.Single(vm => vm.Id == id).Slot.HostId));
    }

    [Fact]
    public void Packed_the_fullest_host_with_room_is_filled_first()
    {
        var fuller = _b with { UsedSlots = 3, ReservedMiB = 1_440 };
        Assert.Equal([fuller.Id, fuller.Id], Places(Plan(4, PoolSpread.Pack, [_a, fuller])));
        Assert.Equal([_a.Id, _a.Id], Places(Plan(4, PoolSpread.Pack, [_a, fuller with { UsedSlots = 10 }])));
    }

    [Fact]
    public void Packed_what_is_too_much_goes_from_the_emptiest_host()
    {
        Vm[] vms = [.. Stock(_a, 3), .. Stock(_b, 1)];
        Assert.Equal([vms[3].Id], Plan(3, PoolSpread.Pack, [_a, _b], vms).Discards);
    }

    [Fact]
    public void Nothing_beyond_the_maximum_is_warm_or_on_the_way_and_the_pool_says_so()
    {
        var demand = new PoolDemand(3, 3, 3, 25, null);
        Assert.Empty(Plan(demand, PoolSpread.Even, [_a], [.. Stock(_a, 2), Make.Vm(PowerState.Booting, host: _a.Id)]).Starts);
        Assert.Equal(PoolShortage.MaxReached, Assert.Single(Plan(demand, PoolSpread.Even, [_a], Stock(_a, 3)).Pools).Shortage);
    }

    [Fact]
    public void Ahead_of_its_time_the_pool_says_that_it_fills_for_later()
    {
        var next = new PoolChange(Make.Noon.AddMinutes(2), 4);
        var pool = Assert.Single(Plan(new PoolDemand(1, 4, 4, 4, next), PoolSpread.Even, [_a], Stock(_a, 1)).Pools);
        Assert.Equal((PoolShortage.FillingAhead, 4, next), (pool.Shortage, pool.Target, pool.Next));
    }

    [Fact]
    public void What_a_row_that_begins_soon_will_want_is_not_discarded()
    {
        var plan = Plan(new PoolDemand(1, 1, 3, 3, null), PoolSpread.Even, [_a], Stock(_a, 4));
        Assert.Single(plan.Discards);
        Assert.Empty(plan.Starts);
    }

    private static Vm[] Stock(VmHost host, int count) => [.. Enumerable.Range(0, count).Select(number => Make.Vm(host: host.Id, created: Make.Noon.AddMinutes(number)))];

    private static IEnumerable<HostId> Places(PoolPlan plan) => plan.Starts.Select(start => start.Host);

    private PoolPlan Plan(int warm, PoolSpread spread, VmHost[] hosts, Vm[]? vms = null) => Plan(new PoolDemand(warm, warm, warm, warm, null), spread, hosts, vms ?? []);

    private PoolPlan Plan(PoolDemand demand, PoolSpread spread, VmHost[] hosts, Vm[] vms) => _planner.Plan(new PoolSnapshot(
        [new PoolTarget(new PoolKey(Make.ModuleId, "desktop"), 1, Make.Template, 480, demand, spread)], vms, [], hosts, false, Make.Noon));
}
