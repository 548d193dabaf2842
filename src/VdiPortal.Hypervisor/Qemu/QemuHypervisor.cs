using System.Collections.Concurrent;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>The hypervisor driver that runs QEMU directly, because only so can a machine's memory be shared and forked.</summary>
internal sealed class QemuHypervisor : IHypervisor
{
    private readonly QemuServices _services;
    private readonly QemuProbe _probe;
    private readonly ImageStore _images;
    private readonly OverlayStore _overlays;
    private readonly ReplicaStore _replicas;
    private readonly ConcurrentDictionary<MachineId, QemuMachine> _machines = new();
    private readonly ConcurrentDictionary<MachineId, byte> _beingMade = new();
    private readonly SemaphoreSlim _adoptionTurn = new(1, 1);
    private AdoptionReport? _adopted;
    private FileStream? _ownership;
    private volatile HypervisorInfo? _info;
    private int _disposed;

    public QemuHypervisor(QemuServices services, QemuProbe probe, ImageStore images, OverlayStore overlays, IDesktopDiskStore desktopDisks)
    {
        (_services, _probe, _images, _overlays) = (services, probe, images, overlays);
        DesktopDisks = desktopDisks;
        _replicas = new ReplicaStore(services, overlays, images, KnowHostAsync, () => _info, () => _machines.Values.Select(machine => machine.Spec));
    }

    /// <inheritdoc/>
    public IImageStore Images => _images;

    /// <inheritdoc/>
    public IDesktopDiskStore DesktopDisks { get; }

    /// <inheritdoc/>
    public IReplicaStore Replicas => _replicas;

    /// <inheritdoc/>
    public IReadOnlyCollection<IMachine> Machines => [.. _machines.Values];

    /// <inheritdoc/>
    public IMachine? Find(MachineId id) => _machines.GetValueOrDefault(id);

    /// <inheritdoc/>
    public async Task<HypervisorResult<HypervisorInfo>> ProbeAsync(CancellationToken cancellationToken = default)
    {
        var result = await _probe.RunAsync(cancellationToken);
        if (result.Value is { } info)
        {
            _info = info;
            _services.Log.Probed(info.Version, info.MachineType, info.Accelerator, info.AcceleratorReason);
        }

        return result;
    }

    /// <inheritdoc/>
    public async Task<AdoptionReport> AdoptAsync(CancellationToken cancellationToken = default)
    {
        await _adoptionTurn.WaitAsync(cancellationToken);
        try
        {
            return _adopted ??= await TakeOverAsync(cancellationToken);
        }
        finally
        {
            _adoptionTurn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult<IMachine>> CreateAsync(MachineSpec spec, IProgress<FillProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (_adopted is null)
        {
            throw new InvalidOperationException("AdoptAsync must have run: only then is it known which disks are in use.");
        }

        var result = await CreateOnceAsync(spec, progress, cancellationToken);
        _services.Metrics.Started(result.Failure?.Kind);
        if (result.Failure is { } failure)
        {
            _services.Log.NotMade(spec.Id, failure.Kind, failure.Message);
        }

        return result;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _replicas.DisposeAsync();
        foreach (var machine in _machines.Values)
        {
            await machine.DisposeAsync();
        }

        _services.Watcher.Dispose();
        _images.Dispose();
        _overlays.Dispose();
        _adoptionTurn.Dispose();
        _ownership?.Dispose();
    }

    private async Task<AdoptionReport> TakeOverAsync(CancellationToken cancellationToken)
    {
        _services.Layout.Prepare(_services.Account.Access);
        _ownership ??= TakeOwnership(_services.Layout.OwnerLock);
        _images.RemoveLeftovers();
        _overlays.RemoveLeftovers();
        List<UnknownLeftover> unknown = [];
        await _replicas.AdoptAsync((path, reason) => unknown.Add(new UnknownLeftover(path, reason)), cancellationToken);
        var report = await new QemuAdoption(_services, Forget).RunAsync(cancellationToken);
        foreach (var machine in report.Alive.Concat(report.Dead).Cast<QemuMachine>())
        {
            Register(machine);
        }

        _replicas.KeepShells();
        return report with { NotUnderstood = [.. unknown, .. report.NotUnderstood] };
    }

    // The file system's lock ends with the process that holds it, however that ends; QEMU does not inherit it.
    private static FileStream TakeOwnership(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"Another VdiPortal process uses the data directory {Path.GetDirectoryName(Path.GetDirectoryName(path))}.", e);
        }
    }

    private async Task<HypervisorResult<IMachine>> CreateOnceAsync(MachineSpec spec, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        if (MachineSpecRules.Check(spec) is { } fault)
        {
            return fault;
        }

        var paths = _services.Layout.Of(spec.Id);
        if (paths.CheckLength() is { } tooLong)
        {
            return tooLong;
        }

        if (_machines.ContainsKey(spec.Id) || !_beingMade.TryAdd(spec.Id, 0))
        {
            return new HypervisorFailure(HypervisorFailureKind.AlreadyExists, $"There is a machine {spec.Id} already.");
        }

        try
        {
            var made = spec.Replica is null ? await BootAsync(spec, progress, cancellationToken) : await ForkAsync(spec, progress, cancellationToken);
            return made.Value is { } machine ? machine : made.Failure!;
        }
        finally
        {
            _beingMade.TryRemove(spec.Id, out _);
        }
    }

    private async Task<HypervisorResult<QemuMachine>> BootAsync(MachineSpec spec, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        var host = await KnowHostAsync(cancellationToken);
        if (host.Value is not { } info)
        {
            return host.Failure!;
        }

        await using var making = new QemuMachineMaking(_services, _overlays, _images, spec, Forget);
        var made = await making.RunAsync(info, progress, cancellationToken);
        if (made.Value is { } machine)
        {
            Register(machine);
        }

        return made;
    }

    private async Task<HypervisorResult<QemuMachine>> ForkAsync(MachineSpec spec, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new FillProgress(FillStep.Starting));
        return await _replicas.ForkAsync(spec, Register, Forget, cancellationToken);
    }

    private async Task<HypervisorResult<HypervisorInfo>> KnowHostAsync(CancellationToken cancellationToken) => _info is { } known ? known : await ProbeAsync(cancellationToken);

    private void Register(QemuMachine machine) => _machines[machine.Id] = machine;

    private void Forget(QemuMachine machine) => _machines.TryRemove(machine.Id, out _);
}
