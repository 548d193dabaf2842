using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>
/// Gives stock up where a host reports less free memory than the floor: as many as make up what is missing, the oldest of the pool with the most
/// surplus first. Claimed desktops are not stock.
/// </summary>
internal static class PoolRelief
{
    public static IReadOnlyList<PoolReturn> Take(PoolSnapshot snapshot, IReadOnlyList<PoolStock> pools, IReadOnlySet<VmId> leaving)
    {
        List<PoolReturn> taken = [];
        foreach (var host in snapshot.Hosts.Where(host => IsShort(snapshot, host)))
        {
            var missing = snapshot.Memory.FloorMiB - host.FreeMemoryMiB!.Value - Coming(snapshot, host.Id, leaving);
            while (missing > 0 && pools.Where(pool => pool.On(host.Id) > 0).MaxBy(pool => pool.Surplus) is { } pool)
            {
                var vm = pool.TakeOldest(host.Id)!;
                taken.Add(new PoolReturn(vm.Id, pool.Target.Key, host.Id, host.FreeMemoryMiB.Value));
                missing -= PoolStages.Touched(vm);
            }
        }

        return taken;
    }

    /// <summary>A report that was answered already says nothing new; neither does a host that is not heard of.</summary>
    private static bool IsShort(PoolSnapshot snapshot, VmHost host) =>
        host.State is HostState.Online or HostState.Draining
        && snapshot.Memory.IsShort(host)
        && (!snapshot.Answered.TryGetValue(host.Id, out var answered) || answered != host.LastSeenAt);

    /// <summary>What VMs that are ending already will give back.</summary>
    private static int Coming(PoolSnapshot snapshot, HostId host, IReadOnlySet<VmId> leaving) => snapshot.Vms
        .Where(vm => vm.Slot.HostId == host && (vm.Wish is VmWish.Destroy or VmWish.ShutDown || vm.Power is PowerState.Stopping || leaving.Contains(vm.Id)))
        .Sum(PoolStages.Touched);
}
