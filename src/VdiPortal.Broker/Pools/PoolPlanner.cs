using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>Works out how to keep the pools filled (requirements B1, B3, B7). Pure: no clock, no I/O.</summary>
public sealed class PoolPlanner(IPlacementPolicy placement)
{
    /// <summary>Failures older than this are forgotten.</summary>
    public static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(10);

    /// <summary>After this many failures within the window a pool waits.</summary>
    public const int FailureLimit = 5;

    /// <summary>How many VMs of pools may boot at the same time on one host.</summary>
    public const int StartsPerHost = 2;

    /// <summary>What to do now.</summary>
    public PoolPlan Plan(PoolSnapshot snapshot)
    {
        var room = new PoolRoom(snapshot);
        var stock = snapshot.Vms.Where(IsStock).ToList();
        var targets = snapshot.Targets.ToDictionary(target => target.Key);
        var discards = stock.Where(vm => !Fits(vm, targets)).Select(vm => vm.Id).ToList();
        var fitting = stock.Where(vm => Fits(vm, targets) && room.IsReachable(vm.Slot.HostId)).ToLookup(PoolKey.Of);
        var pools = snapshot.Targets.Select(target => new PoolStock(target, fitting[target.Key])).ToList();
        discards.AddRange(pools.SelectMany(pool => pool.TakeSurplus(room.IsShort)).Select(vm => vm.Id));
        var returns = PoolRelief.Take(snapshot, pools, discards.ToHashSet());

        List<PoolStart> starts = [];
        var places = new PoolPlaces(placement, snapshot, room);
        List<PoolStatus> statuses = [];
        foreach (var pool in pools)
            statuses.Add(Fill(snapshot, pool, places, room, starts));
        return new PoolPlan(starts, discards, statuses) { Returns = returns };
    }

    private static PoolStatus Fill(PoolSnapshot snapshot, PoolStock pool, PoolPlaces places, PoolRoom room, List<PoolStart> starts)
    {
        var target = pool.Target;
        var missing = target.Demand.Warm - pool.Count;
        var trust = missing > 0 ? PoolTrust.Of(snapshot, target, pool) : null;
        var held = pool.Hosts.ToDictionary(host => host, pool.On);
        var shortage = Standing(target.Demand, pool.Warm);
        var started = 0;
        while (missing > started && Obstacle(snapshot, trust!) is var obstacle)
        {
            var (host, stage, why) = obstacle is PoolShortage.None ? places.Find(target, held) : (null, default, obstacle);
            if (why is not PoolShortage.Filling)
                shortage = why;
            if (host is not { } chosen || started >= trust!.MayStart)
                break;

            starts.Add(new PoolStart(target, chosen, stage));
            room.Take(chosen, target.MemoryMiB, PoolStages.Touched(stage, target.MemoryMiB));
            held[chosen] = held.GetValueOrDefault(chosen) + 1;
            started++;
        }

        return new PoolStatus(target.Key, pool.PresentlyWarm, pool.PresentlyStarting + started, target.Demand.Warm, shortage, trust?.RetryAt, target.Demand.Next);
    }

    private static PoolShortage Standing(PoolDemand demand, int warm) =>
        warm < demand.Now ? PoolShortage.Filling
        : warm < demand.Warm ? PoolShortage.FillingAhead
        : demand.Asked > demand.Warm ? PoolShortage.MaxReached
        : PoolShortage.None;

    private static PoolShortage Obstacle(PoolSnapshot snapshot, PoolTrust trust) =>
        trust.RetryAt is not null ? PoolShortage.BackingOff
        : snapshot.PeopleWait ? PoolShortage.PeopleFirst
        : PoolShortage.None;

    private static bool IsStock(Vm vm) =>
        vm.SessionId is null && vm.Wish == VmWish.Warm && vm.Power is not (PowerState.Gone or PowerState.Failed);

    private static bool Fits(Vm vm, Dictionary<PoolKey, PoolTarget> targets) =>
        targets.TryGetValue(PoolKey.Of(vm), out var target) && vm.ModuleVersion == target.ModuleVersion && vm.Template == target.Template;
}
