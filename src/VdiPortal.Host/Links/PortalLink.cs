using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace VdiPortal.Host.Links;

/// <summary>Keeps a connection to the portal: dials, and dials again when it breaks.</summary>
internal sealed partial class PortalLink(
    PortalAddress address, PortalDialler dialler, PortalConversation conversation, HostMetrics metrics, TimeProvider time, ILogger<PortalLink> log)
{
    private readonly BackOff _backOff = new();

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await TalkAsync(cancellation);
            await Task.Delay(_backOff.Next(), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TalkAsync(CancellationToken cancellation)
    {
        var reached = false;
        try
        {
            await using var call = await dialler.DialAsync(cancellation);
            await conversation.BeginAsync(call, cancellation);
            reached = true;
            metrics.Dialled(reached);
            _backOff.Reset();
            LogReached(address);
            await conversation.GoOnAsync(call, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The agent ends.
        }
        catch (Exception e)
        {
            Note(reached, e);
        }
    }

    /// <summary>Whatever went wrong, the VMs go on and the portal is dialled again; only what nobody expects is told with its origin.</summary>
    private void Note(bool reached, Exception e)
    {
        if (!reached)
            metrics.Dialled(reached);

        if (!IsExpected(e))
            LogBroken(e, address);
        else if (reached)
            LogLost(address, e.Message);
        else
            LogNotReached(address, e.Message);
    }

    private static bool IsExpected(Exception e) => e is
        IOException or SocketException or WebSocketException or HttpRequestException or HubException or TimeoutException
        or OperationCanceledException or InvalidOperationException or PortalRefusedException;

    [LoggerMessage(4304, LogLevel.Error, "The connection to the portal at {Address} broke in an unexpected way; trying again")]
    private partial void LogBroken(Exception exception, PortalAddress address);

    [LoggerMessage(4301, LogLevel.Information, "Registered with the portal at {Address}")]
    private partial void LogReached(PortalAddress address);

    [LoggerMessage(4302, LogLevel.Warning, "The connection to the portal at {Address} broke; VMs go on: {Reason}")]
    private partial void LogLost(PortalAddress address, string reason);

    [LoggerMessage(4303, LogLevel.Warning, "The portal at {Address} cannot be reached; trying again: {Reason}")]
    private partial void LogNotReached(PortalAddress address, string reason);
}
