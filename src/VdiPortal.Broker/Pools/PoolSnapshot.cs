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
}
