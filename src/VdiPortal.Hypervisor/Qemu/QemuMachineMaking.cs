using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>The making of one machine: images checked, disk made, QEMU started. Disposing undoes all of it unless it succeeded.</summary>
/// <param name="services">What all machines share.</param>
/// <param name="overlays">Makes disks.</param>
/// <param name="images">Knows the base images.</param>
/// <param name="spec">What to make; not forked from a replica.</param>
/// <param name="onDestroyed">Told when the machine is destroyed later.</param>
/// <param name="memory">Memory that a replica's parent shall use; null for any other machine.</param>
internal sealed class QemuMachineMaking(
    QemuServices services, OverlayStore overlays, ImageStore images, MachineSpec spec, Action<QemuMachine> onDestroyed, SafeFileHandle? memory = null)
    : IAsyncDisposable
{
    private readonly MachinePaths _paths = services.Layout.Of(spec.Id);
    private readonly MachineRecord _record = new(services.Layout.Of(spec.Id));
    private bool _succeeded;
    private bool _ownsRecord;
    private string? _newDesktopDisk;
    private QemuMachine? _machine;

    /// <summary>Makes it.</summary>
    public async Task<HypervisorResult<QemuMachine>> RunAsync(HypervisorInfo host, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var result = await RunStepsAsync(host, progress, cancellationToken);
            _succeeded = result.Succeeded;
            return result.Succeeded ? _machine! : result.Failure;
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Making the machine");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _succeeded ? ValueTask.CompletedTask : UndoAsync();

    private async Task<HypervisorResult> RunStepsAsync(HypervisorInfo host, IProgress<FillProgress>? progress, CancellationToken cancellationToken)
    {
        var began = services.Time.GetTimestamp();
        progress?.Report(new FillProgress(FillStep.CheckingImages));
        var step = await CheckImagesAsync(cancellationToken);
        if (!step.Succeeded)
        {
            return step;
        }

        progress?.Report(new FillProgress(FillStep.MakingDisk));
        step = await MakeDiskAsync(cancellationToken);
        if (!step.Succeeded)
        {
            return step;
        }

        progress?.Report(new FillProgress(FillStep.Starting));
        var disk = services.Time.GetElapsedTime(began);
        step = await StartAsync(host, cancellationToken);
        if (step.Succeeded)
        {
            ReportTimes(disk, services.Time.GetElapsedTime(began) - disk);
        }

        return step;
    }

    private async Task<HypervisorResult> CheckImagesAsync(CancellationToken cancellationToken)
    {
        foreach (var image in new[] { spec.Disk.Base, spec.Boot?.Kernel, spec.Boot?.Initrd }.OfType<ImageRef>())
        {
            if ((await images.VerifyAsync(image, ImageCheck.Quick, cancellationToken)).Failure is { } failure)
            {
                return failure;
            }
        }

        return HypervisorResult.Success;
    }

    private async Task<HypervisorResult> MakeDiskAsync(CancellationToken cancellationToken)
    {
        if (_paths.CheckFree() is { } occupied)
        {
            return occupied;
        }

        var path = _paths.Disk(spec.Disk);
        if (File.Exists(path))
        {
            var check = OverlayStore.Check(OverlayBase.Of(spec, services.Layout), path);
            return check.Succeeded ? Claim(path) : check;
        }

        await Task.Run(() => CreateRecord(path), cancellationToken);
        var made = await overlays.CreateAsync(OverlayBase.Of(spec, services.Layout), path, durable: spec.Disk.DesktopDisk is not null, cancellationToken);
        return made.Succeeded ? Claim(path) : made;
    }

    // The directory stands before anything else does, so that whatever is left behind by a crash belongs to something known.
    private void CreateRecord(string? newDisk)
    {
        _record.Create(spec);
        _ownsRecord = true;
        _newDesktopDisk = spec.Disk.DesktopDisk is null ? null : newDisk;
    }

    private HypervisorResult Claim(string path)
    {
        if (LinuxFile.Stamp(path) is not { } stamp || !services.Leases.TryTake(stamp.Identity, spec.Id))
        {
            return HypervisorResult.Fail(HypervisorFailureKind.DiskInUse, $"The disk {Path.GetFileName(path)} is in use by another machine. End that first.");
        }

        if (!_ownsRecord)
        {
            CreateRecord(newDisk: null);
        }

        return HypervisorResult.Success;
    }

    private async Task<HypervisorResult> StartAsync(HypervisorInfo host, CancellationToken cancellationToken)
    {
        var times = new MachineTimes(TimeSpan.Zero, TimeSpan.Zero, null);
        var facts = new MachineFacts(RunState.Running, ReadyProgress.Pending, WasPaused: false, null, null, times, Full: spec.Full is null ? ReadyProgress.Reached : ReadyProgress.Pending);
        _machine = new QemuMachine(spec, spec.Generation, facts, _record, services, onDestroyed);
        return await new QemuStarter(services).StartAsync(_machine, _record, host, memory, cancellationToken);
    }

    private void ReportTimes(TimeSpan disk, TimeSpan start)
    {
        _machine!.SetTimes(disk, start);
        services.Log.Started(spec.Id, _machine.ProcessId ?? 0, (long)disk.TotalMilliseconds, (long)start.TotalMilliseconds);
    }

    private async ValueTask UndoAsync()
    {
        try
        {
            if (_machine is not null)
            {
                await _machine.KillAsync(CancellationToken.None);
                await _machine.DisposeAsync();
            }

            services.Leases.Release(spec.Id);
            if (_ownsRecord)
            {
                File.Delete(_newDesktopDisk ?? _paths.Overlay);
                QemuMachine.RemoveFiles(_paths, _record);
            }
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            services.Log.NotCleanedUp(spec.Id, e.Message);
        }
    }
}
