using System.Text.Json;
using VdiPortal.Hypervisor.Linux;
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
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    /// <summary>Makes it.</summary>
    public static void Create(HostLayout layout, MachineId id) => Access.MakePrivateDirectory(Path.Combine(layout.Shells, id.ToString()));

    /// <summary>Says which process it is.</summary>
    public static void Write(HostLayout layout, MachineId id, ProcessIdentity process) => LinuxFile.Replace(
        PathOf(layout, id), JsonSerializer.SerializeToUtf8Bytes(process, MachineRecordJson.Default.ProcessIdentity), durable: false);

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

    /// <summary>The shells that an earlier run left, each with its process, if that is known and lives.</summary>
    public static IEnumerable<(MachineId Id, ProcessIdentity? Process)> All(HostLayout layout) =>
        from path in Directory.EnumerateDirectories(layout.Shells)
        let name = Path.GetFileName(path)
        where Guid.TryParseExact(name, "D", out _)
        let id = new MachineId(Guid.ParseExact(name, "D"))
        select (id, Read(PathOf(layout, id)));

    /// <summary>Ends a process and waits until it is gone.</summary>
    public static async Task KillAsync(WatchedProcess process, QemuServices services)
    {
        if (!process.TryKill())
        {
            await services.Launcher.KillAsync(process.Identity.Pid, services.Tools, CancellationToken.None);
        }

        await process.Ended.WaitAsync(KillPatience, services.Time);
    }

    private static string PathOf(HostLayout layout, MachineId id) => Path.Combine(layout.Shells, id.ToString(), "process.json");

    private static ProcessIdentity? Read(string path)
    {
        try
        {
            var process = JsonSerializer.Deserialize(File.ReadAllBytes(path), MachineRecordJson.Default.ProcessIdentity);
            return process is not null && ProcFileSystem.IsAlive(process) ? process : null;
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }
}
