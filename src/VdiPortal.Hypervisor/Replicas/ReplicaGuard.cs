using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Finds out whether a replica's files are still what was frozen: quickly by their stamps, or by reading them.</summary>
internal static class ReplicaGuard
{
    /// <summary>What the file with the memory is called.</summary>
    public const string Memory = "memory";

    /// <summary>Compares stamps.</summary>
    /// <returns>Null, or what is altered, for people.</returns>
    public static string? FindAlteration(ReplicaRecord record, ReplicaPaths paths) =>
        Files(record, paths).Where(file => LinuxFile.Stamp(file.Path) != file.Frozen.Stamp).Select(file => Altered(file.What)).FirstOrDefault();

    /// <summary>Whether this host can go on where the replica stood.</summary>
    /// <returns>Null, or why not, for people.</returns>
    public static string? FindMismatch(ReplicaRecord record, HypervisorInfo host) =>
        record.QemuVersion != host.Version.ToString() ? $"It was made by QEMU {record.QemuVersion}, this host has {host.Version}. Prepare it again."
        : record.MachineType != host.MachineType ? $"It was made for the machine type {record.MachineType}, this host uses {host.MachineType}. Prepare it again."
        : record.CpuModel != host.CpuModel || record.Accelerator != host.Accelerator ? "It was made for another kind of processor than this host offers now. Prepare it again."
        : null;

    /// <summary>Reads everything and compares.</summary>
    /// <returns>Null, or what is altered, for people.</returns>
    public static async Task<string?> FindAlterationByContentAsync(ReplicaRecord record, ReplicaPaths paths, CancellationToken cancellationToken)
    {
        foreach (var (what, path, frozen) in Files(record, paths))
        {
            if (!File.Exists(path))
            {
                return Altered(what);
            }

            using var file = LinuxFile.OpenRegular(path);
            var hash = what == Memory ? await MemoryImage.ReadAsync(file, null, cancellationToken) : await ContentHash.ReadAsync(file, cancellationToken: cancellationToken);
            if (hash != frozen.Hash)
            {
                return Altered(what);
            }
        }

        return FindAlteration(record, paths);
    }

    /// <summary>What is written down of a file that is complete; of memory the hash is known from its copying.</summary>
    public static async Task<FrozenFile> FreezeAsync(string path, CancellationToken cancellationToken)
    {
        using var file = LinuxFile.OpenRegular(path);
        return new FrozenFile(LinuxFile.Stamp(path)!, await ContentHash.ReadAsync(file, cancellationToken: cancellationToken));
    }

    private static IEnumerable<(string What, string Path, FrozenFile Frozen)> Files(ReplicaRecord record, ReplicaPaths paths) =>
        [("disk", paths.Disk, record.Disk), (Memory, paths.Memory, record.Memory), ("state", paths.State, record.State)];

    /// <summary>Says that one of the files is altered.</summary>
    public static string Altered(string what) =>
        $"The replica's {what} is not what was frozen; no machines are made from it any more. Find out who changed it, and prepare it again.";
}
