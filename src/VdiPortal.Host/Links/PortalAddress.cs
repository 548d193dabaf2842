using System.Net.Sockets;
using VdiPortal.Vir;

namespace VdiPortal.Host.Links;

/// <summary>Where the portal's hub is.</summary>
/// <param name="Hub">Its WebSocket address.</param>
/// <param name="Socket">The unix socket to dial instead of the address's host, or null.</param>
internal sealed record PortalAddress(Uri Hub, string? Socket)
{
    public static PortalAddress From(HostOptions options) => options.PortalUrl is { } url
        ? new PortalAddress(ToHub(url), null)
        : new PortalAddress(new Uri($"ws://localhost{VirProtocol.Path}"), HostProfile.PortalSocketOf(options));

    /// <inheritdoc/>
    public override string ToString() => Socket is null ? Hub.ToString() : $"unix:{Socket}";

    /// <summary>What opens connections to it.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        if (Socket is { } path)
            handler.ConnectCallback = (_, cancellation) => DialAsync(path, cancellation);

        return handler;
    }

    private static Uri ToHub(Uri portal)
    {
        var hub = new UriBuilder(portal) { Scheme = portal.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" };
        hub.Path = hub.Path.TrimEnd('/') + VirProtocol.Path;
        return hub.Uri;
    }

    private static async ValueTask<Stream> DialAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
