using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>How far a pool's template is trusted: a broken one is started at most <see cref="PoolPlanner.FailureLimit"/> times in the window.</summary>
/// <param name="MayStart">How many more may be on the way.</param>
/// <param name="RetryAt">When it is tried again; null unless it failed too often.</param>
internal sealed record PoolTrust(int MayStart, DateTimeOffset? RetryAt)
{
    public static PoolTrust Of(PoolSnapshot snapshot, PoolTarget target, PoolStock stock)
    {
        var failures = snapshot.Failed
            .Where(vm => IsOf(vm, target) && vm.CreatedAt > snapshot.Now - PoolPlanner.FailureWindow)
            .Select(vm => vm.CreatedAt)
            .OrderDescending()
            .ToList();
        if (failures.Count >= PoolPlanner.FailureLimit)
            return new PoolTrust(0, failures[PoolPlanner.FailureLimit - 1] + PoolPlanner.FailureWindow);

        var proven = failures.Count == 0 && snapshot.Vms.Any(vm => IsOf(vm, target) && vm.ReadyAt is not null);
        return new PoolTrust(proven ? int.MaxValue : PoolPlanner.FailureLimit - failures.Count - (stock.Count - stock.Warm), null);
    }

    private static bool IsOf(Vm vm, PoolTarget target) => PoolKey.Of(vm) == target.Key && vm.ModuleVersion == target.ModuleVersion;
}
