using VdiPortal.Hypervisor.Images;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>A machine's disk: a copy-on-write overlay over an immutable, content-addressed base.</summary>
/// <param name="Base">The base image in the host's image store.</param>
/// <param name="DesktopDisk">
/// Name of the kept overlay (requirement A5), or null for one that goes with the machine: 1..64 of a-z, 0-9, dash. It is used when it exists,
/// made when it does not.
/// </param>
public sealed record DiskSpec(ImageRef Base, string? DesktopDisk);
