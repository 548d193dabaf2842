namespace VdiPortal.Hypervisor.Images;

/// <summary>An image that the store holds.</summary>
/// <param name="Image">Its name by content.</param>
/// <param name="FileBytes">Length of the file.</param>
/// <param name="VirtualBytes">Size of the disk that a guest sees; the file's length for raw images.</param>
/// <param name="ImportedAt">When it came.</param>
public sealed record ImageInfo(ImageRef Image, long FileBytes, long VirtualBytes, DateTimeOffset ImportedAt);
