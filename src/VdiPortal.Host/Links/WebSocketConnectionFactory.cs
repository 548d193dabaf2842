using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace VdiPortal.Host.Links;

/// <summary>Opens the WebSocket that the hub protocol runs over, without negotiation.</summary>
internal sealed class WebSocketConnectionFactory(PortalAddress address) : IConnectionFactory
{
    /// <inheritdoc/>
    /// <exception cref="WebSocketException">The portal cannot be reached or refuses.</exception>
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        using var invoker = new HttpMessageInvoker(address.CreateHandler());
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = TimeSpan.Zero; // the hub protocol has its own
            await socket.ConnectAsync(address.Hub, invoker, cancellationToken);
            return new WebSocketConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
