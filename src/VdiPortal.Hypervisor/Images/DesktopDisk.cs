namespace VdiPortal.Hypervisor.Images;

/// <summary>A disk that is kept for an owner between machines (requirement A5).</summary>
/// <param name="Name">Its name, as in <see cref="Machines.DiskSpec.DesktopDisk"/>.</param>
/// <param name="FileBytes">Bytes that it occupies.</param>
/// <param name="Base">Hash of the base image that it lies over, or null when the file is not understood.</param>
public sealed record DesktopDisk(string Name, long FileBytes, string? Base);
