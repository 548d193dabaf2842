using System.Buffers.Binary;
using System.Text;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Images;

/// <summary>What a qcow2 file says about itself (QEMU docs/interop/qcow2.txt), read by ourselves: before any tool touches a foreign file.</summary>
/// <param name="VirtualBytes">Size of the disk.</param>
/// <param name="BackingFile">Name of the file below it, or null.</param>
/// <param name="IsEncrypted">Whether it is encrypted.</param>
/// <param name="HasDataFile">Whether its data lies in another file (CVE-2024-32498).</param>
/// <param name="IsCorrupt">Whether it is marked as damaged.</param>
internal sealed record Qcow2Header(long VirtualBytes, string? BackingFile, bool IsEncrypted, bool HasDataFile, bool IsCorrupt)
{
    private const uint Magic = 0x514649fb;
    private const int HeaderBytes = 104, MaxNameBytes = 1023;
    private const long CorruptBit = 1 << 1, DataFileBit = 1 << 2;

    /// <summary>Reads a file's header.</summary>
    /// <returns>The header, or null when the file is no qcow2 of version 2 or 3.</returns>
    public static Qcow2Header? TryRead(string path)
    {
        using var file = LinuxFile.OpenRegular(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        var length = RandomAccess.Read(file, header, 0);
        if (length < 72 || BinaryPrimitives.ReadUInt32BigEndian(header) != Magic)
        {
            return null;
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var size = BinaryPrimitives.ReadUInt64BigEndian(header[24..]);
        if (version is not (2 or 3) || size > long.MaxValue)
        {
            return null;
        }

        var features = version == 3 ? BinaryPrimitives.ReadInt64BigEndian(header[72..]) : 0;
        return TryReadBackingFile(file, header, out var backing)
            ? new Qcow2Header((long)size, backing, BinaryPrimitives.ReadUInt32BigEndian(header[32..]) != 0, (features & DataFileBit) != 0, (features & CorruptBit) != 0)
            : null;
    }

    private static bool TryReadBackingFile(Microsoft.Win32.SafeHandles.SafeFileHandle file, ReadOnlySpan<byte> header, out string? name)
    {
        name = null;
        var offset = BinaryPrimitives.ReadUInt64BigEndian(header[8..]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        if (offset == 0)
        {
            return true;
        }

        if (length is 0 or > MaxNameBytes || offset > int.MaxValue)
        {
            return false;
        }

        var bytes = new byte[length];
        name = RandomAccess.Read(file, bytes, (long)offset) == length ? Encoding.UTF8.GetString(bytes) : null;
        return name is not null;
    }
}
