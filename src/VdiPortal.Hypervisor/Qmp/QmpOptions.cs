namespace VdiPortal.Hypervisor.Qmp;

/// <summary>Bounds of a monitor's connection.</summary>
internal sealed record QmpOptions
{
    /// <summary>How long an answer may take; default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest line that is taken, in bytes; default 1 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1024 * 1024;
}
