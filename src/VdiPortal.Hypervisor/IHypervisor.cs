using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor;

/// <summary>
/// One host's virtual machines. Machines outlive the object: disposing it lets go of them, and the next one finds them with
/// <see cref="AdoptAsync"/>. Only one may use a data directory at a time.
/// </summary>
public interface IHypervisor : IAsyncDisposable
{
    /// <summary>The base images of this host.</summary>
    IImageStore Images { get; }

    /// <summary>The disks that are kept between machines (requirement A5).</summary>
    IDesktopDiskStore DesktopDisks { get; }

    /// <summary>The frozen machines that others are forked from (requirement C5).</summary>
    IReplicaStore Replicas { get; }

    /// <summary>All machines that exist now: created, adopted, also exited ones that are not destroyed yet.</summary>
    IReadOnlyCollection<IMachine> Machines { get; }

    /// <summary>Looks whether this host can run machines, and how.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The findings, or a failure that says what to install or change.</returns>
    Task<HypervisorResult<HypervisorInfo>> ProbeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes over what an earlier run left in the directories. Must have run once before <see cref="CreateAsync"/>, because only then is
    /// it known which disks are in use. Machines that run are reconnected; ones that ended meanwhile are returned in state
    /// <see cref="MachineState.Exited"/>, to be destroyed or reported by the caller; what is not understood is named and left alone.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The directories cannot be read, or another process owns them.</exception>
    Task<AdoptionReport> AdoptAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a machine's disk and starts it. Returns when QEMU runs; the guest is still booting then, see <see cref="IMachine.WatchAsync"/>.
    /// A machine that is forked from a replica is ready and paused instead. After a failure nothing is left behind.
    /// </summary>
    /// <param name="spec">What to start.</param>
    /// <param name="progress">Told of each step (requirement A3).</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    /// <exception cref="InvalidOperationException"><see cref="AdoptAsync"/> has not run.</exception>
    Task<HypervisorResult<IMachine>> CreateAsync(MachineSpec spec, IProgress<FillProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a machine.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The machine, or null when there is none.</returns>
    IMachine? Find(MachineId id);
}
