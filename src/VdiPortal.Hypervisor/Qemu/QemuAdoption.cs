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
        var processes = FindProcesses();
        var machines = FindMachines().Select(TryRead).OfType<QemuMachine>().ToList();
        // All at once: one whose monitor does not answer must not hold up the others.
        var lives = await Task.WhenAll(machines.Select(machine => TryAttachAsync(machine, processes.GetValueOrDefault(machine.Id), cancellationToken)));
        machines.ForEach(machine => services.Log.Adopted(machine.Id, machine.ProcessId, machine.Status.State));
        ReportStrangers([.. machines.Select(machine => machine.Id)], processes);
        _notUnderstood.ForEach(leftover => services.Log.LeftAlone(leftover.Path, leftover.Reason));
        return new AdoptionReport([.. machines.Where((_, i) => lives[i])], [.. machines.Where((_, i) => !lives[i])], _notUnderstood);
    }

    private static string? NameOf(string path, string extension = "")
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(extension, StringComparison.Ordinal) ? name[..^extension.Length] : null;
    }

    private static MachineId? IdOf(string? name) => Guid.TryParseExact(name, "D", out var id) && id.ToString("D") == name ? new MachineId(id) : null;

    private List<MachineId> FindMachines()
    {
        var found = new List<MachineId>();
        foreach (var path in Directory.EnumerateFileSystemEntries(services.Layout.Machines))
        {
            if (path == services.Layout.OwnerLock)
            {
                continue;
            }

            if (IdOf(NameOf(path)) is { } id)
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
        var recorded = ReadProcess(record);
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

    private static ProcessIdentity? ReadProcess(MachineRecord record)
    {
        try
        {
            return record.ReadProcess();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The launcher in front of QEMU has the same arguments; QEMU itself is the one that was started last.
    private Dictionary<MachineId, int> FindProcesses()
    {
        var found = new Dictionary<MachineId, int>();
        foreach (var pid in ProcFileSystem.AllPids())
        {
            var arguments = ProcFileSystem.ArgumentsOf(pid);
            if (FindId(arguments) is { } id && arguments.Any(argument => argument.Contains(services.Layout.Of(id).Control, StringComparison.Ordinal)))
            {
                found[id] = Math.Max(pid, found.GetValueOrDefault(id));
            }
        }

        return found;
    }

    private static MachineId? FindId(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i + 1 < arguments.Count; i++)
        {
            if (arguments[i] == "-uuid")
            {
                return IdOf(arguments[i + 1]);
            }
        }

        return null;
    }

    private void ReportStrangers(HashSet<MachineId> known, Dictionary<MachineId, int> processes)
    {
        // The run directory is not machines' alone: sockets of portal, agent and database lie there too.
        foreach (var path in Directory.EnumerateFileSystemEntries(services.Layout.Run).Where(path => IdOf(NameOf(path)) is { } id && !known.Contains(id)))
        {
            Report(path, "no machine of that name is known");
        }

        foreach (var path in Directory.EnumerateFiles(services.Layout.Overlays).Where(path => !IsKnown(NameOf(path, ".qcow2"))))
        {
            Report(path, "no machine has this disk");
        }

        foreach (var (id, pid) in processes.Where(process => !known.Contains(process.Key)))
        {
            Report($"/proc/{pid}", $"a QEMU process runs for {id}, which is not known");
        }

        bool IsKnown(string? name) => IdOf(name) is { } id && known.Contains(id);
    }

    private void Report(string path, string reason) => _notUnderstood.Add(new UnknownLeftover(path, reason));
}
