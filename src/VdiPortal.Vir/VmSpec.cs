using System.Text.Json;

namespace VdiPortal.Vir;

/// <summary>What a VM is made of.</summary>
/// <param name="Cpus">Virtual CPUs.</param>
/// <param name="MemoryMiB">Guest memory in MiB.</param>
/// <param name="Video"><c>std</c> or <c>virtio</c>.</param>
/// <param name="Width">Preferred display width in pixels.</param>
/// <param name="Height">Preferred display height in pixels.</param>
/// <param name="Disk">The base disk.</param>
/// <param name="Kernel">For direct boot, or null.</param>
/// <param name="Initrd">For direct boot, or null.</param>
/// <param name="CommandLine">For direct boot, or null.</param>
/// <param name="HasGuestAgent">Whether the guest runs the QEMU guest agent.</param>
/// <param name="Ready">The ready criterion (docs/templates.md).</param>
/// <param name="DesktopDisk">Name of the kept disk, or null.</param>
/// <param name="DesktopDiskExists">Whether that disk must be there already; otherwise a missing one is made.</param>
/// <param name="Full">
/// The template's whole ready criterion when <paramref name="Ready"/> is an earlier ready point: until it holds, a VM that is wished to run is booting.
/// Null when <paramref name="Ready"/> says it all.
/// </param>
public sealed record VmSpec(
    int Cpus,
    int MemoryMiB,
    string Video,
    int Width,
    int Height,
    Image Disk,
    Image? Kernel,
    Image? Initrd,
    string? CommandLine,
    bool HasGuestAgent,
    JsonElement Ready,
    string? DesktopDisk,
    bool DesktopDiskExists,
    JsonElement? Full = null);
