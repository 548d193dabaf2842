using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Writes, reads and removes a replica's files.</summary>
internal static class ReplicaFiles
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the record, which makes a replica of the files.</summary>
    public static void Write(ReplicaPaths paths, ReplicaRecord record) =>
        LinuxFile.Replace(paths.Record, JsonSerializer.SerializeToUtf8Bytes(record, ReplicaRecordJson.Default.ReplicaRecord), durable: true);

    /// <summary>Makes a file for a replica, for our eyes only.</summary>
    public static SafeFileHandle Create(string path)
    {
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        File.SetUnixFileMode(path, OwnersAlone);
        return file;
    }

    /// <summary>Reads the memory from disk and seals it.</summary>
    /// <returns>The memory, or null when it is not what was frozen.</returns>
    public static async Task<SafeFileHandle?> LoadMemoryAsync(ReplicaRecord record, ReplicaPaths paths, CancellationToken cancellationToken)
    {
        using var file = LinuxFile.OpenRegular(paths.Memory);
        var memory = SharedMemory.Create($"vdi-{record.Id}", RandomAccess.GetLength(file));
        var isWhole = false;
        try
        {
            isWhole = await MemoryImage.ReadAsync(file, memory, cancellationToken) == record.Memory.Hash;
            if (isWhole)
            {
                SharedMemory.Seal(memory);
            }

            return isWhole ? memory : null;
        }
        finally
        {
            if (!isWhole)
            {
                memory.Dispose();
            }
        }
    }

    /// <summary>The records of all replicas that are whole. Files of others are removed: they were not finished.</summary>
    /// <param name="layout">Where they are.</param>
    /// <param name="onUnknown">Told of what cannot be understood; it is left alone.</param>
    public static IReadOnlyList<ReplicaRecord> TakeStock(HostLayout layout, Action<string, string> onUnknown)
    {
        var records = new List<ReplicaRecord>();
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(layout.Replicas, "*" + ReplicaPaths.RecordExtension))
        {
            whole.Add(Path.GetFileNameWithoutExtension(path));
            if (Read(path) is { } record && record.Id.ToString() == Path.GetFileNameWithoutExtension(path))
            {
                records.Add(record);
            }
            else
            {
                onUnknown(path, "it is no replica's record");
            }
        }

        foreach (var path in Directory.EnumerateFiles(layout.Replicas).Where(path => !whole.Contains(Path.GetFileNameWithoutExtension(path))))
        {
            File.Delete(path);
        }

        return records;
    }

    /// <summary>Removes everything of a replica.</summary>
    public static void Delete(ReplicaPaths paths)
    {
        foreach (var path in paths.All)
        {
            File.Delete(path);
        }
    }

    private static ReplicaRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ReplicaRecordJson.Default.ReplicaRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
