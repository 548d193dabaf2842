using System.Net.WebSockets;
using VdiPortal.Host.Consoles.Rfb;

namespace VdiPortal.Host.Consoles;

/// <summary>Why a console connection ends; goes into its WebSocket's close frame (docs/vir.md).</summary>
/// <param name="Status">The close status (RFC 6455, 7.4.1).</param>
/// <param name="Reason">A word for programs.</param>
internal sealed record ConsoleEnd(WebSocketCloseStatus Status, string Reason)
{
    private const string ViewOnly = "view-only";

    public static readonly ConsoleEnd ClientLeft = new(WebSocketCloseStatus.NormalClosure, "");
    public static readonly ConsoleEnd VmStopping = new(WebSocketCloseStatus.NormalClosure, "vm-stopping");
    public static readonly ConsoleEnd VmClaimed = new(WebSocketCloseStatus.PolicyViolation, "vm-claimed");
    public static readonly ConsoleEnd ScreenEnded = new(WebSocketCloseStatus.EndpointUnavailable, "screen-ended");
    public static readonly ConsoleEnd AgentStopping = new((WebSocketCloseStatus)1012, "host-restarting");
    public static readonly ConsoleEnd NotBinary = new(WebSocketCloseStatus.InvalidMessageType, "not-binary");

    /// <summary>Whether the client did what it may not.</summary>
    public bool IsFault => Status is WebSocketCloseStatus.ProtocolError or WebSocketCloseStatus.InvalidMessageType || Reason == ViewOnly;

    /// <summary>What a fault in a client's bytes ends it with.</summary>
    public static ConsoleEnd Of(RfbFault fault) => fault switch
    {
        RfbFault.NotAllowed => new(WebSocketCloseStatus.PolicyViolation, ViewOnly),
        RfbFault.Version => new(WebSocketCloseStatus.ProtocolError, "rfb-version"),
        RfbFault.Security => new(WebSocketCloseStatus.ProtocolError, "rfb-security"),
        RfbFault.Length => new(WebSocketCloseStatus.ProtocolError, "rfb-length"),
        _ => new(WebSocketCloseStatus.ProtocolError, "rfb-message"),
    };
}
