namespace VdiPortal.Hypervisor.Guests;

/// <summary>A file read from a guest.</summary>
/// <param name="Content">Its first bytes.</param>
/// <param name="Truncated">Whether the file is longer.</param>
public sealed record GuestFile(ReadOnlyMemory<byte> Content, bool Truncated);
