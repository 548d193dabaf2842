using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VdiPortal.Vir;

namespace VdiPortal.Host.Links;

/// <summary>Opens connections to the portal's hub.</summary>
internal sealed class PortalDialler(PortalAddress address, IVirHost host, ILoggerFactory loggers, TimeProvider time)
{
    private readonly WebSocketConnectionFactory _factory = new(address);

    /// <summary>Dials once.</summary>
    public async Task<PortalCall> DialAsync(CancellationToken cancellation)
    {
        var services = new ServiceCollection().BuildServiceProvider(); // the connection disposes it: never the application's
        var connection = new HubConnection(_factory, new JsonHubProtocol(), new UriEndPoint(address.Hub), services, loggers)
        {
            KeepAliveInterval = VirProtocol.KeepAliveInterval,
            ServerTimeout = VirProtocol.Silence + VirProtocol.KeepAliveInterval,
        };
        var call = new PortalCall(connection, time);
        try
        {
            connection.On<IReadOnlyList<Wish>>(nameof(IVirHost.Apply), host.Apply);
            connection.On<Guid, int, byte[]>(nameof(IVirHost.Screenshot), host.Screenshot);
            await connection.StartAsync(cancellation);
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }
}
