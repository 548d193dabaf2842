using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Ends the shells that an earlier run left: nobody's machine is lost with them, and new ones are made in no time.</summary>
internal static class LeftShells
{
    /// <summary>Ends them and removes their files.</summary>
    public static async Task RemoveAsync(QemuServices services)
    {
        foreach (var (id, recorded) in ShellRecord.All(services.Layout).ToList())
        {
            var identity = recorded ?? QemuProcesses.FindAll(services.Layout).Where(found => found.Id == id).Select(found => ProcFileSystem.Identify(found.Pid)).FirstOrDefault();
            if (identity is not null && !IsMachines(services, identity) && WatchedProcess.TryOpen(identity, services.Watcher) is { } process)
            {
                using (process)
                {
                    await ShellRecord.KillAsync(process, services);
                }
            }

            ShellRecord.RemoveFiles(services.Layout, id);
            services.Log.HalfMadeRemoved("waiting shell", id.Value);
        }
    }

    // In the moment when a shell becomes a machine both have a record of the process: it is the machine's.
    private static bool IsMachines(QemuServices services, ProcessIdentity process) =>
        Directory.EnumerateDirectories(services.Layout.Machines)
            .Select(path => Path.GetFileName(path))
            .Where(name => Guid.TryParseExact(name, "D", out _))
            .Any(name => new Machines.MachineRecord(services.Layout.Of(new Machines.MachineId(Guid.Parse(name)))).ReadProcess() == process);
}
