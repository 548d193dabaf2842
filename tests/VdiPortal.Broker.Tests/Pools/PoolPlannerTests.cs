using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Tests.Pools;

public class PoolPlannerTests
{
    private readonly PoolPlanner _planner = new(new LeastLoadedPolicy());
    private readonly VmHost _host = Make.Host();

    [Fact]
    public void An_empty_pool_is_filled_as_fast_as_the_host_can_boot()
    {
        var plan = Plan(warm: 5);
        Assert.Equal(PoolPlanner.StartsPerHost, plan.Starts.Count);
        Assert.Equal((0, 2, PoolShortage.Filling), (Pool(plan).Warm, Pool(plan).Starting, Pool(plan).Shortage));
    }

    [Fact]
    public void Two_hosts_fill_twice_as_fast() =>
        Assert.Equal(4, Plan(warm: 9, hosts: [_host, Make.Host("h2")]).Starts.Count);

    [Fact]
    public void A_full_pool_is_left_alone()
    {
        var plan = Plan(warm: 2, vms: [Warm(), Warm()]);
        Assert.Empty(plan.Starts);
        Assert.Empty(plan.Discards);
        Assert.Equal(PoolShortage.None, Pool(plan).Shortage);
    }

    [Fact]
    public void A_claimed_VM_is_replaced() =>
        Assert.Single(Plan(warm: 1, vms: [Make.Vm(PowerState.Running, VmWish.Run, _host.Id, SessionId.New())]).Starts);

    [Fact]
    public void A_VM_on_the_way_counts() =>
        Assert.Empty(Plan(warm: 1, vms: [Make.Vm(PowerState.Booting, host: _host.Id)]).Starts);

    [Fact]
    public void A_smaller_target_discards_the_youngest_and_those_on_the_way_first()
    {
        var old = Warm(Make.Noon);
        var young = Warm(Make.Noon.AddMinutes(1));
        var booting = Make.Vm(PowerState.Booting, host: _host.Id);
        Assert.Equal([young.Id, booting.Id], Plan(warm: 1, vms: [booting, young, old]).Discards);
    }

    [Fact]
    public void VMs_of_an_older_version_of_the_module_are_discarded_and_replaced()
    {
        var outdated = Warm();
        var plan = Plan(warm: 1, version: 2, vms: [outdated]);
        Assert.Equal([outdated.Id], plan.Discards);
        Assert.Single(plan.Starts);
    }

    [Fact]
    public void VMs_of_a_module_that_is_no_more_are_discarded()
    {
        var orphan = Warm();
        var plan = _planner.Plan(new PoolSnapshot([], [orphan], [], [_host], false, Make.Noon));
        Assert.Equal([orphan.Id], plan.Discards);
    }

    [Fact]
    public void A_claimed_VM_is_never_discarded() =>
        Assert.Empty(Plan(warm: 0, version: 2, vms: [Make.Vm(PowerState.Running, VmWish.Run, _host.Id, SessionId.New())]).Discards);

    [Fact]
    public void A_template_that_fails_again_and_again_is_given_a_rest()
    {
        var failed = Enumerable.Range(1, 5).Select(minute => Failed(Make.Noon.AddMinutes(-minute))).ToArray();
        var plan = Plan(warm: 2, failed: failed);
        Assert.Empty(plan.Starts);
        Assert.Equal(PoolShortage.BackingOff, Pool(plan).Shortage);
        Assert.Equal(Make.Noon.AddMinutes(5), Pool(plan).RetryAt);
    }

    [Fact]
    public void After_four_failures_one_more_is_tried() =>
        Assert.Single(Plan(warm: 2, failed: [.. Enumerable.Range(1, 4).Select(minute => Failed(Make.Noon.AddMinutes(-minute)))]).Starts);

    [Fact]
    public void Old_failures_are_forgotten() =>
        Assert.Equal(2, Plan(warm: 2, failed: [.. Enumerable.Range(10, 9).Select(minute => Failed(Make.Noon.AddMinutes(-minute)))]).Starts.Count);

    [Fact]
    public void A_broken_template_does_not_hold_up_other_pools()
    {
        var broken = Target(2);
        var sound = Target(1) with { Key = new PoolKey(Broker.Catalog.ModuleId.New(), "desktop") };
        var failed = Enumerable.Range(1, 5).Select(minute => Failed(Make.Noon.AddMinutes(-minute))).ToArray();
        var plan = _planner.Plan(new PoolSnapshot([broken, sound], [], failed, [_host], false, Make.Noon));
        Assert.Equal(sound.Key, Assert.Single(plan.Starts).Target.Key);
    }

    [Fact]
    public void Nothing_is_started_while_a_person_waits()
    {
        var plan = Plan(warm: 2, peopleWait: true);
        Assert.Empty(plan.Starts);
        Assert.Equal(PoolShortage.PeopleFirst, Pool(plan).Shortage);
    }

    [Fact]
    public void Where_somebody_waits_for_a_picture_nothing_boots_but_elsewhere_it_does()
    {
        var calm = Make.Host("calm");
        var alone = Plan(warm: 1, presenting: _host.Id);
        Assert.Empty(alone.Starts);
        Assert.Equal(PoolShortage.PeopleFirst, Pool(alone).Shortage);
        Assert.Equal(calm.Id, Assert.Single(Plan(warm: 1, hosts: [_host, calm], presenting: _host.Id).Starts).Host);
    }

    [Fact]
    public void Without_a_slot_the_pool_says_so() =>
        Assert.Equal(PoolShortage.NoSlot, Pool(Plan(warm: 2, hosts: [Make.Host(slots: 1, used: 1)])).Shortage);

    [Fact]
    public void Without_memory_the_pool_says_so() =>
        Assert.Equal(PoolShortage.NoMemory, Pool(Plan(warm: 2, hosts: [Make.Host(memory: 100)])).Shortage);

    [Fact]
    public void Without_a_host_the_pool_says_so() => Assert.Equal(PoolShortage.NoHost, Pool(Plan(warm: 2, hosts: [])).Shortage);

    [Fact]
    public void The_plan_does_not_promise_a_slot_twice() =>
        Assert.Single(Plan(warm: 2, hosts: [Make.Host(slots: 3, used: 2)]).Starts);

    [Fact]
    public void Stock_on_an_unreachable_host_is_replaced_but_not_discarded()
    {
        var away = Make.Host("away", state: HostState.Unreachable);
        var plan = Plan(warm: 1, hosts: [_host, away], vms: [Make.Vm(host: away.Id)]);
        Assert.Single(plan.Starts);
        Assert.Empty(plan.Discards);
    }

    [Fact]
    public void Planning_again_after_carrying_out_the_plan_changes_nothing()
    {
        List<Vm> vms = [];
        for (var round = 0; round < 10; round++)
        {
            var plan = Plan(warm: 3, vms: [.. vms]);
            vms.RemoveAll(vm => plan.Discards.Contains(vm.Id));
            vms.AddRange(plan.Starts.Select(start => Make.Vm(host: start.Host)));
        }

        Assert.Equal(3, vms.Count);
        Assert.Empty(Plan(warm: 3, vms: [.. vms]).Starts);
    }

    [Fact]
    public void Of_a_template_that_was_never_ready_no_more_than_five_are_started_whatever_the_hosts_could_boot()
    {
        var hosts = Enumerable.Range(1, 4).Select(number => Make.Host($"h{number}")).ToArray();
        Assert.Equal(PoolPlanner.FailureLimit, Plan(warm: 9, hosts: hosts).Starts.Count);
        Assert.Equal(2, Plan(warm: 9, hosts: hosts, vms: [Make.Vm(PowerState.Booting, host: hosts[0].Id)], failed: [Failed(Make.Noon), Failed(Make.Noon)]).Starts.Count);
        Assert.Equal(8, Plan(warm: 9, hosts: hosts, vms: [Make.Vm(host: hosts[0].Id)]).Starts.Count);
    }

    private static PoolTarget Target(int warm, int version = 1) =>
        new(new PoolKey(Make.ModuleId, "desktop"), version, Make.Template, 480, new PoolDemand(warm, warm, warm, warm, null));

    private PoolPlan Plan(int warm, int version = 1, Vm[]? vms = null, Vm[]? failed = null, VmHost[]? hosts = null, bool peopleWait = false, HostId? presenting = null) =>
        _planner.Plan(new PoolSnapshot([Target(warm, version)], vms ?? [], failed ?? [], hosts ?? [_host], peopleWait, Make.Noon)
        {
            Presenting = presenting is { } host ? new HashSet<HostId> { host } : [],
        });

    private static PoolStatus Pool(PoolPlan plan) => Assert.Single(plan.Pools);

    private Vm Warm(DateTimeOffset? created = null) => Make.Vm(host: _host.Id, created: created);

    private Vm Failed(DateTimeOffset created) => Make.Vm(PowerState.Gone, VmWish.Destroy, _host.Id, created: created);
}
