using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>What to do so that the pools become what they shall be.</summary>
/// <param name="Starts">VMs to make.</param>
/// <param name="Discards">Unclaimed VMs to end, because they are too many or outdated.</param>
/// <param name="Pools">How each pool stands.</param>
public sealed record PoolPlan(IReadOnlyList<PoolStart> Starts, IReadOnlyList<VmId> Discards, IReadOnlyList<PoolStatus> Pools)
{
    /// <summary>Unclaimed VMs to end, because their host runs short of memory.</summary>
    public IReadOnlyList<PoolReturn> Returns { get; init; } = [];
}
