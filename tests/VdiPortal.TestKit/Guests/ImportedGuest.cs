using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.TestKit.Guests;

/// <summary>A built guest that a host's image store holds.</summary>
/// <param name="Template">What it is.</param>
/// <param name="Disk">Its disk.</param>
/// <param name="Kernel">Its kernel, or null.</param>
/// <param name="Initrd">Its initial RAM disk, or null.</param>
public sealed record ImportedGuest(GuestTemplate Template, ImageRef Disk, ImageRef? Kernel, ImageRef? Initrd)
{
    /// <summary>Makes a spec for a machine of this guest.</summary>
    /// <param name="desktopDisk">Name of the kept disk, or null.</param>
    /// <param name="generation">Fencing number.</param>
    /// <param name="id">Identity; a new one when null.</param>
    public MachineSpec ToSpec(string? desktopDisk = null, long generation = 1, MachineId? id = null) => new(
        id ?? new MachineId(Guid.NewGuid()),
        generation,
        Template.Cpus,
        Template.MemoryMiB,
        Template.Video,
        Template.Width,
        Template.Height,
        new DiskSpec(Disk, desktopDisk),
        Kernel is null ? null : new DirectBoot(Kernel, Initrd, Template.Cmdline ?? ""),
        Template.GuestAgent,
        Template.Ready);
}
