using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
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
        var room = new PoolRoom(snapshot.Hosts, snapshot.Vms);
        var stock = snapshot.Vms.Where(IsStock).ToList();
        var targets = snapshot.Targets.ToDictionary(target => target.Key);
        var discards = stock.Where(vm => !Fits(vm, targets)).Select(vm => vm.Id).ToList();
        List<PoolStart> starts = [];
        List<PoolStatus> pools = [];
        foreach (var target in snapshot.Targets)
        {
            var mine = stock.Where(vm => KeyOf(vm) == target.Key && Fits(vm, targets) && room.IsReachable(vm.Slot.HostId)).ToList();
            discards.AddRange(Surplus(mine, target.Warm));
            pools.Add(Fill(snapshot, target, mine, room, starts));
        }

        return new PoolPlan(starts, discards, pools);
    }

    private PoolStatus Fill(PoolSnapshot snapshot, PoolTarget target, List<Vm> mine, PoolRoom room, List<PoolStart> starts)
    {
        var warm = mine.Count(vm => vm.Power == PowerState.Paused);
        var missing = target.Warm - mine.Count;
        var shortage = warm < target.Warm ? PoolShortage.Filling : PoolShortage.None;
        var retryAt = missing > 0 ? RetryAt(snapshot, target) : null;
        var started = 0;
        while (missing > started && shortage is PoolShortage.Filling)
        {
            shortage = Obstacle(snapshot, retryAt);
            if (shortage is not PoolShortage.Filling)
                break;

            var place = placement.Place(new PlacementRequest(target.MemoryMiB), room.Hosts);
            if (place.Failure is { } failure)
            {
                shortage = Translate(failure);
                break;
            }

            var calm = place.Candidates.Where(id => !snapshot.Presenting.Contains(id)).ToList();
            var host = calm.Cast<HostId?>().FirstOrDefault(id => room.Starting(id!.Value) < StartsPerHost);
            if (host is null)
            {
                shortage = calm.Count > 0 ? PoolShortage.Filling : PoolShortage.PeopleFirst;
                break;
            }

            starts.Add(new PoolStart(target, host.Value));
            room.Take(host.Value, target.MemoryMiB);
            started++;
        }

        return new PoolStatus(target.Key, warm, mine.Count - warm + started, target.Warm, shortage, retryAt);
    }

    private static PoolShortage Obstacle(PoolSnapshot snapshot, DateTimeOffset? retryAt) =>
        retryAt is not null ? PoolShortage.BackingOff
        : snapshot.PeopleWait ? PoolShortage.PeopleFirst
        : PoolShortage.Filling;

    private static DateTimeOffset? RetryAt(PoolSnapshot snapshot, PoolTarget target)
    {
        var failures = snapshot.Failed
            .Where(vm => KeyOf(vm) == target.Key && vm.ModuleVersion == target.ModuleVersion && vm.CreatedAt > snapshot.Now - FailureWindow)
            .Select(vm => vm.CreatedAt)
            .OrderDescending()
            .ToList();
        return failures.Count < FailureLimit ? null : failures[FailureLimit - 1] + FailureWindow;
    }

    private static PoolShortage Translate(FailureCode failure) => failure switch
    {
        FailureCode.NoMemory => PoolShortage.NoMemory,
        FailureCode.NoFreeSlot => PoolShortage.NoSlot,
        FailureCode.HostNotReady => PoolShortage.HostNotReady,
        _ => PoolShortage.NoHost,
    };

    private static IEnumerable<VmId> Surplus(List<Vm> mine, int warm) =>
        mine.OrderBy(vm => vm.Power == PowerState.Paused ? 0 : 1).ThenBy(vm => vm.CreatedAt).Skip(warm).Select(vm => vm.Id);

    private static bool IsStock(Vm vm) =>
        vm.SessionId is null && vm.Wish == VmWish.Warm && vm.Power is not (PowerState.Gone or PowerState.Failed);

    private static bool Fits(Vm vm, Dictionary<PoolKey, PoolTarget> targets) =>
        targets.TryGetValue(KeyOf(vm), out var target) && vm.ModuleVersion == target.ModuleVersion && vm.Template == target.Template;

    private static PoolKey KeyOf(Vm vm) => new(vm.ModuleId, vm.MachineName);
}
