using System.Collections.Concurrent;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>The hypervisor driver that runs QEMU directly, because only so can a machine's memory be shared and forked.</summary>
internal sealed class QemuHypervisor(
    QemuServices services, QemuProbe probe, ImageStore images, OverlayStore overlays, IDesktopDiskStore desktopDisks) : IHypervisor
{
    private readonly ConcurrentDictionary<MachineId, QemuMachine> _machines = new();
    private readonly ConcurrentDictionary<MachineId, byte> _beingMade = new();
    private readonly SemaphoreSlim _adoptionTurn = new(1, 1);
    private AdoptionReport? _adopted;
    private FileStream? _ownership;
    private volatile HypervisorInfo? _info;
    private int _disposed;

    /// <inheritdoc/>
    public IImageStore Images => images;

    /// <inheritdoc/>
    public IDesktopDiskStore DesktopDisks => desktopDisks;

    /// <inheritdoc/>
    public IReadOnlyCollection<IMachine> Machines => [.. _machines.Values];

    /// <inheritdoc/>
    public IMachine? Find(MachineId id) => _machines.GetValueOrDefault(id);

    /// <inheritdoc/>
    public async Task<HypervisorResult<HypervisorInfo>> ProbeAsync(CancellationToken cancellationToken = default)
    {
        var result = await probe.RunAsync(cancellationToken);
        if (result.Value is { } info)
        {
            _info = info;
            services.Log.Probed(info.Version, info.MachineType, info.Accelerator, info.AcceleratorReason);
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
        services.Metrics.Started(result.Failure?.Kind);
        if (result.Failure is { } failure)
        {
            services.Log.NotMade(spec.Id, failure.Kind, failure.Message);
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

        foreach (var machine in _machines.Values)
        {
            await machine.DisposeAsync();
        }

        services.Watcher.Dispose();
        images.Dispose();
        overlays.Dispose();
        _adoptionTurn.Dispose();
        _ownership?.Dispose();
    }

    private async Task<AdoptionReport> TakeOverAsync(CancellationToken cancellationToken)
    {
        services.Layout.Prepare(services.Account.Access);
        _ownership ??= TakeOwnership(services.Layout.OwnerLock);
        images.RemoveLeftovers();
        overlays.RemoveLeftovers();
        var report = await new QemuAdoption(services, Forget).RunAsync(cancellationToken);
        foreach (var machine in report.Alive.Concat(report.Dead).Cast<QemuMachine>())
        {
            _machines[machine.Id] = machine;
        }

        return report;
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

        var paths = services.Layout.Of(spec.Id);
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
            await using var making = new QemuMachineMaking(services, overlays, images, spec, Forget);
            return await MakeAsync(making, progress, cancellationToken);
        }
        finally
        {
            _beingMade.TryRemove(spec.Id, out _);
        }
    }

    private async Task<HypervisorResult<IMachine>> MakeAsync(QemuMachineMaking making, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        if (_info is null && (await ProbeAsync(cancellationToken)).Failure is { } failure)
        {
            return failure;
        }

        var made = await making.RunAsync(_info!, progress, cancellationToken);
        if (made.Value is not { } machine)
        {
            return made.Failure!;
        }

        _machines[machine.Id] = machine;
        return machine;
    }

    private void Forget(QemuMachine machine) => _machines.TryRemove(machine.Id, out _);
}
