using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Bench.Consoles;

/// <summary>A hypervisor with one machine, which runs already and whose screen is a unix socket.</summary>
/// <param name="vm">The machine's id.</param>
/// <param name="screen">Path of the socket.</param>
internal sealed class ScreenHypervisor(Guid vm, string screen) : IHypervisor
{
    private readonly ScreenMachine _machine = new(vm, screen);

    /// <inheritdoc/>
    public IImageStore Images => throw new NotSupportedException();

    /// <inheritdoc/>
    public IDesktopDiskStore DesktopDisks => throw new NotSupportedException();

    /// <inheritdoc/>
    public IReplicaStore Replicas => throw new NotSupportedException();

    /// <inheritdoc/>
    public IReadOnlyCollection<IMachine> Machines => [_machine];

    /// <inheritdoc/>
    public Task<HypervisorResult<HypervisorInfo>> ProbeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<HypervisorResult<HypervisorInfo>>(new HypervisorInfo(new Version(7, 2), "none", Accelerator.Tcg, "There is no QEMU.", "none"));

    /// <inheritdoc/>
    public Task<AdoptionReport> AdoptAsync(CancellationToken cancellationToken = default) => Task.FromResult(new AdoptionReport([_machine], [], []));

    /// <inheritdoc/>
    public Task<HypervisorResult<IMachine>> CreateAsync(
        MachineSpec spec, IProgress<FillProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IMachine? Find(MachineId id) => id == _machine.Id ? _machine : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
