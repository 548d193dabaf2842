namespace VdiPortal.Hypervisor.Machines;

/// <summary>A picture of a machine's screen.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Png">The picture, 8 bit RGB PNG.</param>
public sealed record Screenshot(int Width, int Height, ReadOnlyMemory<byte> Png);
