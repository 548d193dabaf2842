using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Vms;
using Yarp.ReverseProxy.Forwarder;

namespace VdiPortal.Gateway;

/// <summary>
/// <c>GET /console/{vm}</c>: checks who asks, what for and from which page, then forwards the WebSocket to the VM's host (requirement A7).
/// Answers: 401 not signed in, 403 foreign page, 404 no such VM for this person, 409 no screen now, 429 too many connections, 502 host away.
/// </summary>
internal sealed partial class ConsoleEndpoint(
    ConsoleService consoles,
    LiveConsoles live,
    ConsoleCloser closer,
    HostConnector hosts,
    IConsoleTokenIssuer tokens,
    IHttpForwarder forwarder,
    GatewayMetrics metrics,
    IOptions<GatewayOptions> options,
    ILogger<ConsoleEndpoint> log)
{
    // An idle desktop sends nothing: the host's WebSocket pings keep the path alive, not a timeout here. With HTTP/1.1 each screen has a connection
    // of its own; in HTTP/2 the screens of a host would share one and wait for each other.
    private static readonly ForwarderRequestConfig Forwarding = new()
    {
        ActivityTimeout = TimeSpan.FromHours(24),
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Serves one request.</summary>
    public async Task ServeAsync(HttpContext context, Principal? who, Guid vm)
    {
        var view = context.Request.Query["view"] == "1";
        if (!context.WebSockets.IsWebSocketRequest)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (who is null)
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (!OriginCheck.IsOurs(context.Request, options.Value.Origin))
            await RefuseOriginAsync(context, who, vm);
        else
            await OpenAsync(context, who, new VmId(vm), view ? ConsoleRight.View : ConsoleRight.Control);
    }

    private async Task RefuseOriginAsync(HttpContext context, Principal who, Guid vm)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        LogForeignOrigin(context.Request.Headers.Origin.ToString());
        await consoles.NoteRefusedAsync(who, new VmId(vm), "foreign origin", context.RequestAborted);
    }

    private async Task OpenAsync(HttpContext context, Principal who, VmId vm, ConsoleRight right)
    {
        using var console = live.Add();
        ConsoleOutcome? outcome = null;
        try
        {
            (outcome, var grant) = await consoles.OpenAsync(console.Id, who, vm, right, context.RequestAborted);
            if (grant is null)
                context.Response.StatusCode = StatusOf(outcome);
            else
                await Task.WhenAll(ForwardAsync(context, grant, console.Cut), NoteAsync(who, grant, console));
        }
        finally
        {
            live.Remove(console);

            // Without an outcome it may be registered: the browser left, or the database went, on the way.
            if (outcome is null or ConsoleOutcome.Granted)
                await closer.CloseAsync(console.Id);
        }
    }

    /// <summary>What cannot be noted is not carried on: nobody sees a screen without a line in the audit log.</summary>
    private async Task NoteAsync(Principal who, ConsoleGrant grant, LiveConsole console)
    {
        try
        {
            await consoles.NoteOpenedAsync(who, grant, CancellationToken.None);
        }
        catch
        {
            console.CutNow();
            throw;
        }
    }

    private async Task ForwardAsync(HttpContext context, ConsoleGrant grant, CancellationToken cut)
    {
        var token = await tokens.IssueAsync(grant, context.RequestAborted);
        var (client, address) = hosts.For(grant.Endpoint);
        var transformer = new ConsoleTransformer(token, $"/console/{grant.Vm.Id}");
        var started = Stopwatch.GetTimestamp();
        metrics.Opened(grant.Connection.Right);
        try
        {
            var error = await forwarder.SendAsync(context, address, client, Forwarding, transformer, cut);
            if (error is not ForwarderError.None && !cut.IsCancellationRequested)
                LogEnded(grant.Connection.Id, error);
        }
        finally
        {
            metrics.Closed(grant.Connection.Right, Stopwatch.GetElapsedTime(started));
        }
    }

    private static int StatusOf(ConsoleOutcome? outcome) => outcome switch
    {
        ConsoleOutcome.NotNow => StatusCodes.Status409Conflict,
        ConsoleOutcome.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status404NotFound,
    };

    [LoggerMessage(2010, LogLevel.Warning, "Refused a console request from the page of {Origin}")]
    private partial void LogForeignOrigin(string origin);

    [LoggerMessage(2011, LogLevel.Information, "Console {Console} ended: {Error}")]
    private partial void LogEnded(ConsoleId console, ForwarderError error);
}
