using Microsoft.Win32.SafeHandles;

namespace VdiPortal.Hypervisor.Linux;

/// <summary>Memory with a descriptor but without a name (memfd_create(2)), so that several processes can map it and nobody else finds it.</summary>
internal static class SharedMemory
{
    /// <summary>Makes it, full of zeros that occupy nothing.</summary>
    /// <param name="name">For /proc only.</param>
    /// <param name="bytes">Its length.</param>
    public static SafeFileHandle Create(string name, long bytes)
    {
        var memory = LinuxFile.ToHandle(LibC.CreateMemory(name, LibC.MemoryCloseOnExec | LibC.MemoryAllowSealing), name);
        RandomAccess.SetLength(memory, bytes);
        return memory;
    }

    /// <summary>
    /// Makes it unchangeable for ever and for everyone who has it, also for QEMU's own calls that give pages back. Private mappings
    /// can be written to: they copy.
    /// </summary>
    /// <exception cref="IOException">Somebody still has it mapped for writing.</exception>
    public static void Seal(SafeFileHandle memory) => LinuxFile.ThrowOnError(LibC.Control(memory, LibC.AddSeals, LibC.AllSeals), "sealing memory");

    /// <summary>A path by which a process of this user can open it while we live.</summary>
    public static string PathOf(SafeFileHandle memory) => $"/proc/{Environment.ProcessId}/fd/{memory.DangerousGetHandle()}";
}
