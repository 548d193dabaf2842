using VdiPortal.Broker.Hosts;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A host.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Online, Unreachable, Draining, Maintenance or Offline.</param>
/// <param name="Slots">How many VMs it may run.</param>
/// <param name="UsedSlots">How many slots are taken.</param>
/// <param name="MemoryMiB">Memory for VMs, in MiB.</param>
/// <param name="ReservedMiB">Memory promised to VMs, in MiB.</param>
/// <param name="CpuPercent">Load, 0..100 of all cores.</param>
/// <param name="Hypervisor">Hypervisor in words.</param>
/// <param name="LastSeenAt">Last sign of life.</param>
/// <param name="Problem">What stops it from running VMs.</param>
public sealed record HostDto(
    Guid Id, string Name, string State, int Slots, int UsedSlots, int MemoryMiB, int ReservedMiB, double CpuPercent, string Hypervisor,
    DateTimeOffset LastSeenAt, string? Problem)
{
    /// <summary>From a host.</summary>
    public static HostDto From(VmHost host) => new(
        host.Id.Value, host.Name, host.State.ToString(), host.Slots, host.UsedSlots, host.MemoryMiB, host.ReservedMiB, host.CpuPercent,
        host.Hypervisor, host.LastSeenAt, host.Problem);
}
