using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VdiPortal.Host.Slots;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Consoles;

/// <summary>Answers requests for consoles (docs/vir.md, "Consoles"). Nothing is served without a token that the portal signed.</summary>
internal sealed partial class ConsoleEndpoint(
    ConsoleGate gate,
    SlotEngine engine,
    ConsoleRegistry consoles,
    ConsolePings pings,
    IdleClocks idle,
    HostMetrics metrics,
    TimeProvider time,
    ILogger<ConsoleEndpoint> log)
{
    /// <summary>Serves one request until its WebSocket has ended.</summary>
    public async Task HandleAsync(HttpContext context, Guid vm)
    {
        var (status, reason, token) = Admit(context, vm);
        if (token is null)
        {
            Refuse(context, vm, status, reason);
            return;
        }

        var session = consoles.Open(token);
        if (session is null)
        {
            Refuse(context, vm, StatusCodes.Status429TooManyRequests, "too many connections");
            return;
        }

        try
        {
            await ServeAsync(context, session);
        }
        finally
        {
            consoles.Close(session);
        }
    }

    private (int Status, string Reason, ConsoleToken? Token) Admit(HttpContext context, Guid vm)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            return (StatusCodes.Status400BadRequest, "no WebSocket", null);

        if (!gate.IsOpen)
            return (StatusCodes.Status503ServiceUnavailable, "not registered yet", null);

        var headers = context.Request.Headers[ConsoleProtocol.TokenHeader];
        var result = gate.Check(headers.Count == 1 ? headers[0] : null, vm);
        if (result.Honoured)
            return (StatusCodes.Status200OK, "", result.Token);

        var status = result.Fault switch
        {
            ConsoleTokenFault.OtherVm => StatusCodes.Status404NotFound,
            ConsoleTokenFault.TooMany => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status401Unauthorized,
        };
        return (status, result.Fault.Value.ToString(), null);
    }

    /// <summary>The VM is looked at after the session was entered: an end that comes in between finds the session and cuts it.</summary>
    private async Task ServeAsync(HttpContext context, ConsoleSession session)
    {
        var token = session.Token;
        if (engine.Find(token.VmId) is not { IsEnding: false, Machine: { } machine } state || token.Generation < state.Seen)
        {
            Refuse(context, token.VmId, StatusCodes.Status404NotFound, "no such VM, or of a later generation");
            return;
        }

        var opened = await machine.OpenConsoleAsync(context.RequestAborted);
        if (!opened.Succeeded)
        {
            Refuse(context, token.VmId, StatusCodes.Status503ServiceUnavailable, opened.Failure.Message);
            return;
        }

        await using var screen = opened.Value;
        idle.Start(token.VmId);
        await RelayAsync(context, session, screen);
    }

    private async Task RelayAsync(HttpContext context, ConsoleSession session, Stream screen)
    {
        var token = session.Token;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(ConsoleProtocol.SubProtocol) ? ConsoleProtocol.SubProtocol : null,
            KeepAliveInterval = pings.Interval,
            KeepAliveTimeout = pings.Timeout,
        });
        LogOpened(token.ConnectionId, token.VmId, token.Access);
        var end = await new ConsoleRelay(socket, screen, session, idle, metrics, time).RunAsync(context.RequestAborted);
        if (end.IsFault)
            metrics.ConsoleCut(end.Reason);
        LogClosed(token.ConnectionId, token.VmId, end.Reason);
    }

    private void Refuse(HttpContext context, Guid vm, int status, string reason)
    {
        context.Response.StatusCode = status;
        metrics.ConsoleRefused(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        LogRefused(vm, status, reason);
    }

    [LoggerMessage(4401, LogLevel.Information, "Console {Connection} of VM {Vm} opened with access {Access}")]
    private partial void LogOpened(Guid connection, Guid vm, ConsoleAccess access);

    [LoggerMessage(4402, LogLevel.Information, "Console {Connection} of VM {Vm} closed: {Reason}")]
    private partial void LogClosed(Guid connection, Guid vm, string reason);

    [LoggerMessage(4403, LogLevel.Warning, "A console of VM {Vm} was refused with {Status}: {Reason}")]
    private partial void LogRefused(Guid vm, int status, string reason);
}
