using Microsoft.AspNetCore.SignalR.Client;
using VdiPortal.Vir;

namespace VdiPortal.Host.Links;

/// <summary>One open connection to the portal.</summary>
internal sealed class PortalCall : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly CancellationTokenSource _broken = new();

    public PortalCall(HubConnection connection, TimeProvider time)
    {
        _connection = connection;
        Portal = new VirPortalProxy(connection, time, _broken.Token);
        connection.Closed += Close;
    }

    /// <summary>The portal.</summary>
    public IVirPortal Portal { get; }

    /// <summary>Is cancelled when the connection has ended.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Why it ended, if anything is known.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _connection.Closed -= Close;
        await _connection.DisposeAsync();
        _broken.Dispose();
    }

    private async Task Close(Exception? fault)
    {
        Fault = fault;
        try
        {
            await _broken.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The connection tells of its end later than it has ended: nobody listens any more.
        }
    }
}
