namespace VdiPortal.Vir;

/// <summary>Constants of the VIR protocol, which portal and hosts speak over a SignalR hub. The host dials.</summary>
public static class VirProtocol
{
    /// <summary>Version spoken by this code. A portal serves this one and the one before.</summary>
    public const int Version = 1;

    /// <summary>Path of the hub below the portal's address.</summary>
    public const string Path = "/vir";

    /// <summary>A host sends a keep-alive this often (requirement A6).</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(10);

    /// <summary>After this long without one the portal calls the host unreachable.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    /// <summary>Largest message either side accepts, in bytes.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    /// <summary>Most VMs one report may name.</summary>
    public const int MaxVmsPerReport = 10_000;
}
