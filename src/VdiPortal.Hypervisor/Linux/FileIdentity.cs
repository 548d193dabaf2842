namespace VdiPortal.Hypervisor.Linux;

/// <summary>Says which file it is, whatever its name.</summary>
/// <param name="Device">Device that it lies on.</param>
/// <param name="Inode">File number on that device.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);
