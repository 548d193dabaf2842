using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VdiPortal.Hypervisor.Linux;

/// <summary>The few calls of glibc (2.36 and later) that the framework does not offer. All return -1 and set errno on failure.</summary>
internal static partial class LibC
{
    public const int NoEntry = 2, Interrupted = 4, Again = 11, NoSpace = 28, NotPermitted = 1, AccessDenied = 13, NoProcess = 3, QuotaExceeded = 122, FileTooLarge = 27;
    public const int ReadOnly = 0, NonBlock = 0x800, NoFollow = 0x20000, CloseOnExec = 0x80000, Directory = 0x10000;
    public const int SignalKill = 9;
    public const int SeekData = 3, NoSuchOffset = 6;
    public const uint MemoryCloseOnExec = 0x1, MemoryAllowSealing = 0x2;
    public const int AddSeals = 1033, AllSeals = 0x1 | 0x2 | 0x4 | 0x8;
    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport(Name, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(SafeFileHandle file);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, ref byte buffer, nint count);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ref readonly byte buffer, nint count);

    [LibraryImport(Name, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int MakePipe(ref int pair, int flags);

    /// <summary>Copies what is in one pipe to another without taking it out.</summary>
    [LibraryImport(Name, EntryPoint = "tee", SetLastError = true)]
    public static partial nint Tee(SafeFileHandle source, SafeFileHandle target, nint count, uint flags);

    [LibraryImport(Name, EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport(Name, EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport(Name, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string added);

    [LibraryImport(Name, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Stat(int directory, string path, int flags, uint mask, out StatBuffer buffer);

    [LibraryImport(Name, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Stat(SafeFileHandle file, string path, int flags, uint mask, out StatBuffer buffer);

    [LibraryImport(Name, EntryPoint = "pidfd_open", SetLastError = true)]
    public static partial int OpenProcess(int pid, uint flags);

    [LibraryImport(Name, EntryPoint = "pidfd_send_signal", SetLastError = true)]
    public static partial int Signal(SafeFileHandle process, int signal, nint info, uint flags);

    [LibraryImport(Name, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreatePoll(int flags);

    [LibraryImport(Name, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ControlPoll(SafeFileHandle poll, int operation, SafeFileHandle file, ref PollEvent wanted);

    [LibraryImport(Name, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int WaitPoll(SafeFileHandle poll, ref PollEvent first, int count, int milliseconds);

    [LibraryImport(Name, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int CreateEvent(uint initial, int flags);

    [LibraryImport(Name, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateMemory(string name, uint flags);

    [LibraryImport(Name, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command, int argument);

    [LibraryImport(Name, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(SafeFileHandle file, long offset, int whence);

    [LibraryImport(Name, EntryPoint = "sendmsg", SetLastError = true)]
    public static unsafe partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);

    /// <summary>struct msghdr as x86-64 lays it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public void* Pieces;
        public nint PieceCount;
        public void* Control;
        public nint ControlLength;
        public int Flags;
    }

    /// <summary>struct epoll_event as x86-64 lays it out.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct PollEvent
    {
        public uint Events;
        public ulong Token;
    }

    /// <summary>The members of struct statx that we read.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatBuffer
    {
        [FieldOffset(0x1c)]
        public ushort Mode;
        [FieldOffset(0x20)]
        public ulong Inode;
        [FieldOffset(0x28)]
        public ulong Size;
        [FieldOffset(0x30)]
        public ulong Blocks;
        [FieldOffset(0x60)]
        public long ChangeSeconds;
        [FieldOffset(0x68)]
        public uint ChangeNanoseconds;
        [FieldOffset(0x70)]
        public long ModifySeconds;
        [FieldOffset(0x78)]
        public uint ModifyNanoseconds;
        [FieldOffset(0x88)]
        public uint DeviceMajor;
        [FieldOffset(0x8c)]
        public uint DeviceMinor;
    }
}
