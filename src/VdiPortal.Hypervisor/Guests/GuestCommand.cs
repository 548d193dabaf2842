namespace VdiPortal.Hypervisor.Guests;

/// <summary>A program to run in a guest.</summary>
/// <param name="Path">Absolute path in the guest.</param>
/// <param name="Arguments">Its arguments, passed as they are; no shell is involved.</param>
/// <param name="Input">Bytes for its standard input, or empty; at most 1 MiB.</param>
/// <param name="MaxOutputBytes">Standard output and error are each cut there; at most 16 MiB.</param>
/// <param name="Timeout">How long to wait for its end; null for 30 s.</param>
public sealed record GuestCommand(
    string Path,
    IReadOnlyList<string> Arguments,
    ReadOnlyMemory<byte> Input = default,
    int MaxOutputBytes = 64 * 1024,
    TimeSpan? Timeout = null);
