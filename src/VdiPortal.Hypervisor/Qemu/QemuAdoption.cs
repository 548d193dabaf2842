using System.Text.Json;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// Finds the machines that an earlier run left. A machine is its directory; its process is known by id, start time and boot, and by its uuid
/// and paths among its arguments. What does not fit is reported and left alone.
/// </summary>
internal sealed class QemuAdoption(QemuServices services, Action<QemuMachine> onDestroyed)
{
    private readonly List<UnknownLeftover> _notUnderstood = [];

    /// <summary>Looks.</summary>
    public async Task<AdoptionReport> RunAsync(CancellationToken cancellationToken)
    {
        var processes = QemuProcesses.FindAll(services.Layout);
        var machines = FindMachines().Select(TryRead).OfType<QemuMachine>().ToList();
        // All at once: one whose monitor does not answer must not hold up the others.
        var lives = await Task.WhenAll(machines.Select(machine => TryAttachAsync(machine, processes.GetValueOrDefault(machine.Id), cancellationToken)));
        var alive = machines.Where((_, i) => lives[i]).ToHashSet();
        machines = await RemoveHalfMadeAsync(machines);
        machines.ForEach(machine => services.Log.Adopted(machine.Id, machine.ProcessId, machine.Status.State));
        ReportStrangers(machines);
        _notUnderstood.ForEach(leftover => services.Log.LeftAlone(leftover.Path, leftover.Reason));
        return new AdoptionReport([.. machines.Where(alive.Contains)], [.. machines.Where(machine => !alive.Contains(machine))], _notUnderstood);
    }

    // A replica's parent is no use without whoever waited for it, and a child without its state is no machine yet: whoever wished for them does so again.
    private async Task<List<QemuMachine>> RemoveHalfMadeAsync(List<QemuMachine> machines)
    {
        var halfMade = machines.Where(machine => machine.Spec.IsParent || (machine.Spec.Replica is not null && !new MachineRecord(services.Layout.Of(machine.Id)).ReadProgress().Forked)).ToList();
        foreach (var machine in halfMade)
        {
            services.Log.HalfMadeRemoved(machine.Spec.IsParent ? "parent" : "fork", machine.Id.Value);
            await machine.DestroyAsync();
            await machine.DisposeAsync();
        }

        return [.. machines.Except(halfMade)];
    }

    private List<MachineId> FindMachines()
    {
        var found = new List<MachineId>();
        foreach (var path in Directory.EnumerateFileSystemEntries(services.Layout.Machines))
        {
            if (path == services.Layout.OwnerLock || path == services.Layout.Shells)
            {
                continue;
            }

            if (QemuProcesses.IdOf(Path.GetFileName(path)) is { } id)
            {
                found.Add(id);
            }
            else if (Path.GetFileName(path).StartsWith(MachinePaths.StagedPrefix, StringComparison.Ordinal))
            {
                MachineRecord.DeleteTree(path);
            }
            else
            {
                Report(path, "it is no machine's directory");
            }
        }

        return found;
    }

    private QemuMachine? TryRead(MachineId id)
    {
        var paths = services.Layout.Of(id);
        var record = new MachineRecord(paths);
        try
        {
            var spec = record.ReadSpec();
            if (MachineSpecRules.Check(spec) is { } fault || spec.Id != id)
            {
                Report(paths.Directory, "its spec is not valid");
                return null;
            }

            var progress = record.ReadProgress();
            var times = new MachineTimes(TimeSpan.Zero, TimeSpan.Zero, progress.ReadyAfter);
            var full = spec.Full is null ? ReadyProgress.Reached : progress.Full;
            var facts = new MachineFacts(RunState.Running, progress.Ready, progress.WasPaused, null, null, times, Full: full);
            return new QemuMachine(spec, record.ReadGeneration(), facts, record, services, onDestroyed);
        }
        catch (Exception e) when (StorageFailure.Understands(e) || e is JsonException or FormatException or OverflowException)
        {
            Report(paths.Directory, $"its files are not understood: {e.Message}");
            return null;
        }
    }

    private async Task<bool> TryAttachAsync(QemuMachine machine, int scannedPid, CancellationToken cancellationToken)
    {
        var paths = services.Layout.Of(machine.Id);
        var record = new MachineRecord(paths);
        var recorded = record.ReadProcess();
        var identity = recorded is not null && ProcFileSystem.IsAlive(recorded) ? recorded : scannedPid > 0 ? ProcFileSystem.Identify(scannedPid) : null;
        var process = identity is null ? null : WatchedProcess.TryOpen(identity, services.Watcher);
        if (process is null)
        {
            machine.MarkDead(recorded is not null && recorded.BootId != ProcFileSystem.BootId ? MachineExit.HostRestarted : MachineExit.Unobserved);
            return false;
        }

        record.WriteProcess(process.Identity);
        machine.TakeLease();
        await machine.AttachAsync(process, new GuestChannels(paths, machine.Spec, record, services.Watcher, services.Log), cancellationToken);
        return machine.Status.State != MachineState.Exited;
    }

    private void ReportStrangers(List<QemuMachine> machines) =>
        _notUnderstood.AddRange(LeftoverSweep.Find(services.Layout, machines.Select(machine => machine.Id).ToHashSet(), machines.Select(machine => machine.ProcessId ?? 0).ToHashSet()));

    private void Report(string path, string reason) => _notUnderstood.Add(new UnknownLeftover(path, reason));
}
