namespace VdiPortal.Hypervisor;

/// <summary>A machine's disk: a copy-on-write overlay over an immutable, content-addressed base.</summary>
/// <param name="Base">The base image in the host's image store.</param>
/// <param name="DesktopDisk">Name of the kept overlay (requirement A5), or null for one that goes with the machine.</param>
public sealed record DiskSpec(ImageRef Base, string? DesktopDisk);
