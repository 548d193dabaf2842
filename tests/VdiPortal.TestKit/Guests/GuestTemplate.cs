using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.TestKit.Guests;

/// <summary>A built guest's template.json.</summary>
/// <param name="Name">Its name, as that of its directory.</param>
/// <param name="Cpus">Virtual CPUs that it wants.</param>
/// <param name="MemoryMiB">Memory that it wants.</param>
/// <param name="Video">Display adapter that it wants.</param>
/// <param name="Width">Display width.</param>
/// <param name="Height">Display height.</param>
/// <param name="Disk">File name of its disk, qcow2.</param>
/// <param name="Kernel">File name of its kernel, or null.</param>
/// <param name="Initrd">File name of its initial RAM disk, or null.</param>
/// <param name="Cmdline">Kernel command line, or null.</param>
/// <param name="GuestAgent">Whether it runs the guest agent.</param>
/// <param name="Ready">When it is ready.</param>
public sealed record GuestTemplate(
    string Name,
    int Cpus,
    int MemoryMiB,
    VideoAdapter Video,
    int Width,
    int Height,
    string Disk,
    string? Kernel,
    string? Initrd,
    string? Cmdline,
    bool GuestAgent,
    ReadyCriterion Ready);
