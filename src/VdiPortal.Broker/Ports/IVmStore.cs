using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Ports;

/// <summary>VMs, their slots and their claims. Every change of a claim or wish raises the VM's generation in the same statement.</summary>
public interface IVmStore
{
    /// <summary>
    /// Gives one warm, unclaimed VM of this machine to the session: one statement, never the same VM to two sessions,
    /// never a second VM of the same machine to one session (a repeated call returns the first one).
    /// Takes only VMs on hosts that are online, of those the one that has come furthest, then the one that is ready longest. Its wish becomes <see cref="VmWish.Run"/>.
    /// With a desktop, the VM takes it over and the desktop's home becomes the VM's host.
    /// </summary>
    /// <returns>The VM, or null when none is warm (or another VM has the desktop, or the desktop has a disk already).</returns>
    Task<Vm?> ClaimWarmAsync(
        SessionId session, ModuleId module, int moduleVersion, string machineName, DesktopId? desktop, CancellationToken cancellation);

    /// <summary>
    /// Takes a free slot and the memory on the host and writes the VM down, in one transaction. Idempotent by id, and for a session by
    /// machine: a session's first VM of that machine is returned. The host becomes the home of a desktop that has no disk yet.
    /// </summary>
    Task<DefineResult> DefineAsync(VmDefinition definition, CancellationToken cancellation);

    /// <summary>
    /// Changes the wish and raises the generation; a wish that stands already is left as it is.
    /// With <paramref name="onlyUnclaimed"/> a VM that a session has claimed meanwhile is not touched. A wish never goes back from
    /// <see cref="VmWish.Destroy"/>, nor from <see cref="VmWish.ShutDown"/> to anything but <see cref="VmWish.Destroy"/>.
    /// </summary>
    /// <returns>The VM as it is now; null when it is gone, was not touched or does not exist.</returns>
    Task<Vm?> SetWishAsync(VmId id, VmWish wish, bool onlyUnclaimed, CancellationToken cancellation);

    /// <summary>
    /// Takes a host's word on its VMs. Left out: reports over an older connection, of VMs on another host, steps that are not legal, and
    /// states (other than <see cref="PowerState.Failed"/> and <see cref="PowerState.Gone"/>) of an older generation.
    /// <see cref="PowerState.Gone"/> gives slot and memory back. <see cref="PowerState.Ready"/> stamps the time.
    /// </summary>
    /// <returns>The VMs whose state, progress or failure changed, as they are now.</returns>
    Task<IReadOnlyList<Vm>> ApplyReportsAsync(
        HostConnection connection, IReadOnlyList<VmReport> reports, CancellationToken cancellation);

    /// <summary>
    /// After a full report: VMs of this host that it should know (state past <see cref="PowerState.Defined"/>) but did not name are gone;
    /// the failure is kept on the row, slot and memory are given back.
    /// </summary>
    /// <returns>The VMs that were lost.</returns>
    Task<IReadOnlyList<Vm>> MarkLostAsync(
        HostConnection connection, IReadOnlyCollection<VmId> reported, Failure failure, CancellationToken cancellation);

    /// <summary>Writes down why a VM is given up (for the pool's statistics) and wishes it destroyed. Null when it is gone or never was.</summary>
    Task<Vm?> FailAsync(VmId id, Failure failure, CancellationToken cancellation);

    /// <summary>One VM, gone ones included; null when it never was.</summary>
    Task<Vm?> GetAsync(VmId id, CancellationToken cancellation);

    /// <summary>VMs of one session, those that are gone included.</summary>
    Task<IReadOnlyList<Vm>> ListOfSessionAsync(SessionId session, CancellationToken cancellation);

    /// <summary>VMs that are not gone, on one host.</summary>
    Task<IReadOnlyList<Vm>> ListOnHostAsync(HostId host, CancellationToken cancellation);

    /// <summary>All VMs that are not gone.</summary>
    Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellation);

    /// <summary>VMs of pools that failed since the given moment (gone ones included): what back-off is reckoned from.</summary>
    Task<IReadOnlyList<Vm>> ListFailedAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>
    /// Of each pool the last <see cref="PoolFill"/>s, at most 20, VMs that are gone or claimed meanwhile included: what the forecast is reckoned from.
    /// </summary>
    Task<IReadOnlyList<PoolFill>> ListFillsAsync(CancellationToken cancellation);
}
