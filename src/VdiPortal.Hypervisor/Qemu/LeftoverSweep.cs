using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Lists what belongs to nobody: run directories, disks and processes that no machine, replica or waiting shell has.</summary>
internal static class LeftoverSweep
{
    /// <summary>Looks.</summary>
    /// <param name="layout">Where.</param>
    /// <param name="known">Machines and shells that are known.</param>
    /// <param name="pids">Their processes: a forked machine's has the uuid of the shell that it was.</param>
    public static IEnumerable<UnknownLeftover> Find(HostLayout layout, IReadOnlySet<MachineId> known, IReadOnlySet<int> pids)
    {
        // The run directory is not machines' alone: sockets of portal, agent and database lie there too.
        foreach (var path in Directory.EnumerateFileSystemEntries(layout.Run).Where(path => QemuProcesses.IdOf(Path.GetFileName(path)) is { } id && !known.Contains(id)))
        {
            yield return new UnknownLeftover(path, "no machine of that name is known");
        }

        foreach (var path in Directory.EnumerateFiles(layout.Overlays).Where(path => !IsKnown(path)))
        {
            yield return new UnknownLeftover(path, "no machine has this disk");
        }

        foreach (var (id, pid) in QemuProcesses.FindAll(layout).Where(process => !known.Contains(process.Key) && !pids.Contains(process.Value)))
        {
            yield return new UnknownLeftover($"/proc/{pid}", $"a QEMU process runs for {id}, which is not known");
        }

        bool IsKnown(string path) => Path.GetExtension(path) == ".qcow2" && QemuProcesses.IdOf(Path.GetFileNameWithoutExtension(path)) is { } id && known.Contains(id);
    }
}
