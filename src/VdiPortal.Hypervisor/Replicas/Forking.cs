using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>The making of one child out of a waiting shell. Disposing undoes all of it unless it succeeded.</summary>
internal sealed class Forking(QemuServices services, MachineSpec spec, Action<QemuMachine> onDestroyed) : IAsyncDisposable
{
    private readonly MachinePaths _paths = services.Layout.Of(spec.Id);
    private readonly MachineRecord _record = new(services.Layout.Of(spec.Id));
    private WaitingShell? _shell;
    private bool _ownsRecord;
    private bool _succeeded;

    /// <summary>Makes it.</summary>
    public async Task<HypervisorResult<QemuMachine>> RunAsync(Replica replica, CancellationToken cancellationToken)
    {
        try
        {
            if (_paths.CheckFree() is { } occupied)
            {
                return occupied;
            }

            var began = services.Time.GetTimestamp();
            var taken = await replica.Shells.TakeAsync(cancellationToken);
            if (taken.Value is not { } shell)
            {
                return taken.Failure!;
            }

            _shell = shell;
            var waited = services.Time.GetElapsedTime(began);
            NameIt(shell);
            var become = await BecomeAsync(shell, cancellationToken);
            return become.Succeeded ? Finish(shell, waited, services.Time.GetElapsedTime(began) - waited) : become.Failure;
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Forking the machine");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_succeeded)
        {
            return;
        }

        if (_shell is not null)
        {
            await _shell.DisposeAsync();
        }

        services.Leases.Release(spec.Id);
        if (_ownsRecord)
        {
            QemuMachine.RemoveFiles(_paths, _record);
        }
    }

    // The machine's directory stands before its files have its name, so that whatever a crash leaves belongs to something known.
    private void NameIt(WaitingShell shell)
    {
        _record.Create(spec, shell.Process.Identity, MachineProgress.OfReplica);
        _ownsRecord = true;
        shell.Rename(_paths);
        if (LinuxFile.Stamp(_paths.Overlay) is { } stamp)
        {
            services.Leases.TryTake(stamp.Identity, spec.Id);
        }
    }

    private async Task<HypervisorResult> BecomeAsync(WaitingShell shell, CancellationToken cancellationToken)
    {
        using var state = LinuxFile.OpenRegular(services.Layout.Of(spec.Replica!.Value).State);
        return await shell.BecomeAsync(state, cancellationToken);
    }

    private QemuMachine Finish(WaitingShell shell, TimeSpan waited, TimeSpan took)
    {
        _record.UpdateProgress(progress => progress with { Forked = true });
        var facts = new MachineFacts(RunState.Paused, ReadyProgress.Reached, WasPaused: true, null, null, new MachineTimes(waited, took, TimeSpan.Zero));
        var machine = new QemuMachine(spec, spec.Generation, facts, _record, services, onDestroyed);
        machine.TakeOver(shell.HandOver(_paths, machine));
        _succeeded = true;
        services.Metrics.Forked(waited + took);
        services.Log.Forked(spec.Id, spec.Replica!.Value, shell.Process.Identity.Pid, waited.TotalMilliseconds, took.TotalMilliseconds);
        return machine;
    }
}
