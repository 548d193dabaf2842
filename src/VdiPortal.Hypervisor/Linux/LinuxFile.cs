using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VdiPortal.Hypervisor.Linux;

/// <summary>File operations that need Linux: stamps, links, named pipes, durable writes.</summary>
internal static class LinuxFile
{
    private const int CurrentDirectory = -100, DoNotFollow = 0x100, EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xf000, RegularType = 0x8000, FifoType = 0x1000;

    /// <summary>Reads a regular file's stamp, or null when there is none of that name.</summary>
    public static FileStamp? Stamp(string path) =>
        LibC.Stat(CurrentDirectory, path, DoNotFollow, BasicStats, out var stat) != 0 || (stat.Mode & TypeMask) != RegularType
            ? null
            : ToStamp(stat);

    /// <summary>Bytes that a file occupies, holes not counted; zero when there is none.</summary>
    public static long OccupiedBytes(string path) =>
        LibC.Stat(CurrentDirectory, path, DoNotFollow, BasicStats, out var stat) != 0 ? 0 : (long)stat.Blocks * 512;

    /// <summary>Opens a regular file for reading without following a link and without waiting for anyone.</summary>
    public static SafeFileHandle OpenRegular(string path) => Open(path, RegularType);

    /// <summary>Opens a named pipe for reading without following a link; reads never wait.</summary>
    public static SafeFileHandle OpenFifo(string path) => Open(path, FifoType);

    /// <summary>Makes a named pipe; the mode is exact.</summary>
    public static void MakeFifo(string path, UnixFileMode mode)
    {
        ThrowOnError(LibC.MakeFifo(path, (uint)mode), path);
        File.SetUnixFileMode(path, mode);
    }

    /// <summary>Gives a file a second name.</summary>
    public static void Link(string existing, string added) => ThrowOnError(LibC.Link(existing, added), added);

    /// <summary>Gives a file or directory to a group.</summary>
    public static void ChangeGroup(string path, uint group) => ThrowOnError(LibC.ChangeOwner(path, uint.MaxValue, group), path);

    /// <summary>Makes names in a directory durable.</summary>
    public static void FlushDirectory(string path)
    {
        using var handle = ToHandle(LibC.Open(path, LibC.ReadOnly | LibC.Directory | LibC.CloseOnExec, 0), path);
        ThrowOnError(LibC.Flush(handle), path);
    }

    /// <summary>Replaces a file so that after a crash at any moment it holds the old or the new content. Durable against power loss when asked.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content, bool durable, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var staged = path + ".new";
        File.Delete(staged);
        using (var file = new FileStream(staged, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode, BufferSize = 0 }))
        {
            file.Write(content);
            file.Flush(flushToDisk: durable);
        }

        File.Move(staged, path, overwrite: true);
        if (durable)
        {
            FlushDirectory(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Turns a descriptor number into an owned handle.</summary>
    public static SafeFileHandle ToHandle(int descriptor, string what)
    {
        ThrowOnError(descriptor, what);
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Throws the last error of libc when a result says so.</summary>
    public static void ThrowOnError(nint result, string what)
    {
        if (result < 0)
        {
            throw ErrorOf(Marshal.GetLastPInvokeError(), what);
        }
    }

    /// <summary>The exception for an errno; its HResult is the errno, as the framework does it.</summary>
    public static IOException ErrorOf(int errno, string what) => new($"{Marshal.GetPInvokeErrorMessage(errno)}: {what}", errno);

    private static SafeFileHandle Open(string path, int type)
    {
        var handle = ToHandle(LibC.Open(path, LibC.ReadOnly | LibC.NonBlock | LibC.NoFollow | LibC.CloseOnExec, 0), path);
        if (LibC.Stat(handle, "", EmptyPath, BasicStats, out var stat) == 0 && (stat.Mode & TypeMask) == type)
        {
            return handle;
        }

        handle.Dispose();
        throw new IOException($"Not the kind of file that was expected: {path}");
    }

    private static FileStamp ToStamp(in LibC.StatBuffer stat) => new(
        ((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor,
        stat.Inode,
        (long)stat.Size,
        (stat.ModifySeconds * 1_000_000_000) + stat.ModifyNanoseconds,
        (stat.ChangeSeconds * 1_000_000_000) + stat.ChangeNanoseconds);
}
