using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qemu;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>
/// A waiting shell's directory: it says that its files are a shell's, and which process it is. Made first, removed last, or when the shell
/// becomes a machine. Shells do not outlive the agent: what an earlier run left is ended.
/// </summary>
internal static class ShellRecord
{
    /// <summary>Makes it.</summary>
    public static void Create(HostLayout layout, MachineId id) => Access.MakePrivateDirectory(Path.Combine(layout.Shells, id.ToString()));

    /// <summary>Says which process it is.</summary>
    public static void Write(HostLayout layout, MachineId id, ProcessIdentity process) => ProcessFile.Write(PathOf(layout, id), process);

    /// <summary>Removes it.</summary>
    public static void Delete(HostLayout layout, MachineId id) => MachineRecord.DeleteTree(Path.Combine(layout.Shells, id.ToString()));

    /// <summary>Removes everything that has the shell's name.</summary>
    public static void RemoveFiles(HostLayout layout, MachineId id)
    {
        var paths = layout.Of(id);
        File.Delete(paths.Overlay);
        MachineRecord.DeleteTree(paths.Run);
        Delete(layout, id);
    }

    /// <summary>The shells that have one, each with its process, if that is known and lives.</summary>
    public static IEnumerable<(MachineId Id, ProcessIdentity? Process)> All(HostLayout layout) =>
        from path in Directory.EnumerateDirectories(layout.Shells)
        let id = QemuProcesses.IdOf(Path.GetFileName(path))
        where id is not null
        let process = ProcessFile.Read(PathOf(layout, id.Value))
        select (id.Value, process is not null && ProcFileSystem.IsAlive(process) ? process : null);

    private static string PathOf(HostLayout layout, MachineId id) => Path.Combine(layout.Shells, id.ToString(), "process.json");
}
