using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace VdiPortal.Gateway;

/// <summary>HTTP clients to the hosts' console endpoints: one for each endpoint, over a unix socket or TLS.</summary>
internal sealed class HostConnector : IDisposable
{
    private const string UnixPrefix = "unix:";
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> _clients = new(StringComparer.Ordinal);

    /// <summary>The client for this endpoint, and the address to send to.</summary>
    public (HttpMessageInvoker Client, string Address) For(string endpoint)
    {
        var client = _clients.GetOrAdd(endpoint, Create);
        return (client, endpoint.StartsWith(UnixPrefix, StringComparison.Ordinal) ? "http://console" : endpoint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private static HttpMessageInvoker Create(string endpoint)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null, // it would pass on the browser's baggage
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        if (endpoint.StartsWith(UnixPrefix, StringComparison.Ordinal))
            handler.ConnectCallback = (_, cancellation) => ConnectAsync(endpoint[UnixPrefix.Length..], cancellation);
        return new HttpMessageInvoker(handler);
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
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
