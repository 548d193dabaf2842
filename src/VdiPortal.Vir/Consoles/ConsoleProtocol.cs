namespace VdiPortal.Vir.Consoles;

/// <summary>Constants of a host's console endpoint, which gateways call (docs/vir.md, "Consoles").</summary>
public static class ConsoleProtocol
{
    /// <summary>Request header that carries the token. Never a part of the address, so that it reaches no log (LP#1197459).</summary>
    public const string TokenHeader = "X-Vdi-Console";

    /// <summary>The WebSocket subprotocol that noVNC asks for; it is confirmed when it is asked for.</summary>
    public const string SubProtocol = "binary";

    /// <summary>Longest token that is looked at, in characters.</summary>
    public const int MaxTokenLength = 512;

    /// <summary>How long a token lives; one that claims to live longer is refused.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromSeconds(30);

    /// <summary>How far the clocks of portal and host may differ.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>Path of a VM's console on its host.</summary>
    /// <param name="vm">The VM.</param>
    public static string PathOf(Guid vm) => $"/console/{vm:D}";
}
