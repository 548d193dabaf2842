using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>All that the planner looks at.</summary>
/// <param name="Targets">What the pools shall hold.</param>
/// <param name="Vms">All VMs that are not gone.</param>
/// <param name="Failed">VMs of pools that failed within <see cref="PoolPlanner.FailureWindow"/>.</param>
/// <param name="Hosts">All hosts.</param>
/// <param name="PeopleWait">Whether somebody's launch waits for a slot or for a VM to boot.</param>
/// <param name="Now">The time.</param>
public sealed record PoolSnapshot(
    IReadOnlyList<PoolTarget> Targets,
    IReadOnlyList<Vm> Vms,
    IReadOnlyList<Vm> Failed,
    IReadOnlyList<VmHost> Hosts,
    bool PeopleWait,
    DateTimeOffset Now)
{
    /// <summary>Where somebody waits for a first picture: a boot there would take the processors that it needs.</summary>
    public IReadOnlySet<HostId> Presenting { get; init; } = new HashSet<HostId>();

    /// <summary>What pools leave of each host's memory.</summary>
    public PoolMemory Memory { get; init; } = PoolMemory.None;

    /// <summary>
    /// The report (<see cref="VmHost.LastSeenAt"/>) of each host upon which stock was given up last: only the next one shows what that has freed.
    /// </summary>
    public IReadOnlyDictionary<HostId, DateTimeOffset> Answered { get; init; } = new Dictionary<HostId, DateTimeOffset>();
}
