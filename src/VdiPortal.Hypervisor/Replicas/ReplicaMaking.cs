using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>The making of one replica: its machine boots, is brought to rest and frozen. Disposing undoes all of it unless it succeeded.</summary>
internal sealed class ReplicaMaking(QemuServices services, OverlayStore overlays, ImageStore images, ReplicaSpec spec, IProgress<ReplicaStage>? progress) : IAsyncDisposable
{
    private const long MiB = 1024 * 1024;
    private readonly ReplicaPaths _paths = services.Layout.Of(spec.Id);
    /// <summary>The memory; sealed, and the caller's, once the replica is made.</summary>
    public SafeFileHandle Memory { get; } = SharedMemory.Create($"vdi-{spec.Id}", spec.Machine.MemoryMiB * MiB);
    private QemuMachine? _machine;
    private bool _succeeded;

    /// <summary>Makes it.</summary>
    /// <param name="host">What this host is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HypervisorResult<ReplicaRecord>> RunAsync(HypervisorInfo host, CancellationToken cancellationToken)
    {
        try
        {
            if ((await BootAsync(host, cancellationToken) ?? await FreezeAsync(cancellationToken)) is { } failure)
            {
                return failure;
            }

            var record = await StoreAsync(host, cancellationToken);
            _succeeded = true;
            progress?.Report(ReplicaStage.Done);
            return record;
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Making the replica");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
        {
            await _machine.DestroyAsync(CancellationToken.None);
            await _machine.DisposeAsync();
        }

        if (!_succeeded)
        {
            ReplicaFiles.Delete(_paths);
            Memory.Dispose();
        }
    }

    private async Task<HypervisorFailure?> BootAsync(HypervisorInfo host, CancellationToken cancellationToken)
    {
        progress?.Report(ReplicaStage.Starting);
        await using var making = new QemuMachineMaking(services, overlays, images, spec.Machine, _ => { }, Memory);
        var made = await making.RunAsync(host, null, cancellationToken);
        if (made.Value is not { } machine)
        {
            return made.Failure;
        }

        _machine = machine;
        progress?.Report(ReplicaStage.Booting);
        await foreach (var status in machine.WatchAsync(cancellationToken))
        {
            if (status.State is MachineState.Exited or MachineState.Stalled || status.Ready == ReadyProgress.Missed)
            {
                return new HypervisorFailure(
                    status.Ready == ReadyProgress.Missed ? HypervisorFailureKind.TimedOut : HypervisorFailureKind.Exited, status.Reason ?? "It ended before it was ready.");
            }

            if (status.Ready == ReadyProgress.Reached)
            {
                break;
            }
        }

        return null;
    }

    private async Task<HypervisorFailure?> FreezeAsync(CancellationToken cancellationToken)
    {
        progress?.Report(ReplicaStage.Quiescing);
        if (_machine!.Spec.HasGuestAgent)
        {
            await QuiesceAsync(cancellationToken);
        }

        progress?.Report(ReplicaStage.Freezing);
        using var state = ReplicaFiles.Create(_paths.State);
        var saved = await _machine.SaveDevicesAsync(state, cancellationToken);
        if (!saved.Succeeded)
        {
            return saved.Failure;
        }

        var ended = await _machine.QuitAsync(cancellationToken);
        if (!ended.Succeeded)
        {
            return ended.Failure;
        }

        SharedMemory.Seal(Memory);
        return null;
    }

    // Disk and memory are of one moment whatever happens here; a disk that is whole by itself serves whoever reads it without the memory.
    private async Task QuiesceAsync(CancellationToken cancellationToken)
    {
        var frozen = await _machine!.Guest.FreezeAsync(cancellationToken);
        var thawed = await _machine.Guest.ThawAsync(cancellationToken);
        if ((frozen.Failure ?? thawed.Failure) is { } failure)
        {
            services.Log.NotQuiesced(spec.Id, failure.Message);
        }
    }

    private async Task<ReplicaRecord> StoreAsync(HypervisorInfo host, CancellationToken cancellationToken)
    {
        progress?.Report(ReplicaStage.Storing);
        string memoryHash;
        using (var file = ReplicaFiles.Create(_paths.Memory))
        {
            memoryHash = await MemoryImage.ReadAsync(Memory, file, cancellationToken);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(services.Layout.Of(spec.Machine.Id).Overlay, _paths.Disk, overwrite: false);
        services.Account.Access.SealFile(_paths.Disk);
        LinuxFile.FlushDirectory(services.Layout.Replicas);
        var record = new ReplicaRecord(
            spec.Machine,
            host.Version.ToString(),
            host.MachineType,
            host.CpuModel,
            host.Accelerator,
            services.Time.GetUtcNow(),
            await ReplicaGuard.FreezeAsync(_paths.Disk, cancellationToken),
            new FrozenFile(LinuxFile.Stamp(_paths.Memory)!, memoryHash),
            await ReplicaGuard.FreezeAsync(_paths.State, cancellationToken));
        ReplicaFiles.Write(_paths, record);
        return record;
    }
}
