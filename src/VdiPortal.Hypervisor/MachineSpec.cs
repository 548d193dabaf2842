namespace VdiPortal.Hypervisor;

/// <summary>All that is needed to start one virtual machine. Kept in its directory, so that it can be adopted later.</summary>
/// <param name="Id">Identity; also the machine's uuid.</param>
/// <param name="Generation">Fencing number of the claim that asked for it; commands with a lower one are refused by the agent.</param>
/// <param name="Cpus">Virtual CPUs, 1..64.</param>
/// <param name="MemoryMiB">Guest memory in MiB.</param>
/// <param name="Video">Display adapter.</param>
/// <param name="Width">Preferred display width in pixels.</param>
/// <param name="Height">Preferred display height in pixels.</param>
/// <param name="Disk">The base image and where the overlay lives.</param>
/// <param name="Boot">Kernel to boot directly, or null to boot from the disk.</param>
/// <param name="HasGuestAgent">Whether the guest runs the QEMU guest agent.</param>
/// <param name="Ready">When the machine counts as ready (requirement B1).</param>
public sealed record MachineSpec(
    MachineId Id,
    long Generation,
    int Cpus,
    int MemoryMiB,
    VideoAdapter Video,
    int Width,
    int Height,
    DiskSpec Disk,
    DirectBoot? Boot,
    bool HasGuestAgent,
    ReadyCriterion Ready);
