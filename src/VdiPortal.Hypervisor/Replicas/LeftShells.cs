using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Ends the shells that an earlier run left: nobody's machine is lost with them, and new ones are made in no time.</summary>
internal static class LeftShells
{
    /// <summary>Ends them and removes their files.</summary>
    public static async Task RemoveAsync(QemuServices services)
    {
        var left = ShellRecord.All(services.Layout).ToList();
        if (left.Count == 0)
        {
            return;
        }

        // In the moment when a shell becomes a machine both have a record of the process: it is the machine's.
        var machines = MachineProcesses(services).ToHashSet();
        var running = QemuProcesses.FindAll(services.Layout);
        foreach (var (id, recorded) in left)
        {
            var identity = recorded ?? (running.TryGetValue(id, out var pid) ? ProcFileSystem.Identify(pid) : null);
            if (identity is not null && !machines.Contains(identity) && WatchedProcess.TryOpen(identity, services.Watcher) is { } process)
            {
                using (process)
                {
                    await services.EndAsync(process);
                }
            }

            ShellRecord.RemoveFiles(services.Layout, id);
            services.Log.HalfMadeRemoved("waiting shell", id.Value);
        }
    }

    private static IEnumerable<ProcessIdentity> MachineProcesses(QemuServices services) =>
        Directory.EnumerateDirectories(services.Layout.Machines)
            .Select(path => QemuProcesses.IdOf(Path.GetFileName(path)))
            .OfType<MachineId>()
            .Select(id => new MachineRecord(services.Layout.Of(id)).ReadProcess())
            .OfType<ProcessIdentity>();
}
