using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Diagnostics;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Settings;

namespace VdiPortal.Broker.Launching;

/// <summary>Starts sessions (requirement A3).</summary>
public sealed partial class LaunchService(
    ICatalogStore catalog,
    ISessionStore sessions,
    IAuditLog audit,
    SettingService settings,
    VmAssigner assigner,
    SessionSettler settler,
    SessionService sessionService,
    BrokerMetrics metrics,
    TimeProvider time,
    ILogger<LaunchService> log)
{
    /// <summary>Launches a module for a person, or goes on with the session that the person has of it.</summary>
    /// <param name="who">Who asks.</param>
    /// <param name="moduleId">What is asked for.</param>
    /// <param name="requestId">Chosen by the caller; a repeated request gives the same session.</param>
    /// <param name="cancellation">Ends the wait; a session that was opened stays and is started in the background.</param>
    public async Task<LaunchResult> LaunchAsync(Principal who, ModuleId moduleId, Guid requestId, CancellationToken cancellation)
    {
        // Whoever launches waits for the slowest of these, not for their sum.
        var now = time.GetUtcNow();
        var visible = catalog.IsVisibleAsync(who.UserId, moduleId, now, cancellation);
        var found = catalog.GetAsync(moduleId, null, cancellation);
        var rules = settings.GetAsync(cancellation);
        await Task.WhenAll(visible, found, rules);
        if (!await visible || await found is not { } module)
            return await RefuseAsync(who, moduleId, cancellation);

        var places = (await rules).PlacesPerUser;
        var opening = new SessionOpening(
            SessionId.New(), requestId, who.UserId, who.SignInId, moduleId, module.Version, module.Persistence, places, now);
        var opened = await sessions.OpenAsync(opening, cancellation);
        if (opened.Session is null)
            return new LaunchResult(LaunchOutcome.Busy, Others: opened.Others);

        return opened.IsNew
            ? await StartAsync(who, opened.Session, module, cancellation)
            : await ContinueAsync(who, opened.Session, cancellation);
    }

    private async Task<LaunchResult> RefuseAsync(Principal who, ModuleId moduleId, CancellationToken cancellation)
    {
        await audit.WriteAsync(who.WasRefused(AuditActions.Launch, moduleId.ToString()), cancellation);
        return new LaunchResult(LaunchOutcome.NotFound);
    }

    private async Task<LaunchResult> ContinueAsync(Principal who, Session session, CancellationToken cancellation)
    {
        var now = await sessionService.ContinueAsync(who, session.Id, cancellation);
        return new LaunchResult(LaunchOutcome.Continued, now ?? session);
    }

    private async Task<LaunchResult> StartAsync(Principal who, Session session, Module module, CancellationToken cancellation)
    {
        var assigning = assigner.AssignAsync(session, module, cancellation);
        await Task.WhenAll(assigning, audit.WriteAsync(who.Did(AuditActions.Launch, module.Title, detail: $"session {session.Id}"), cancellation));
        var assignment = await assigning;
        if (assignment.Failure is { } failure)
        {
            var failed = await settler.FailAsync(session.Id, failure, cancellation);
            metrics.LaunchFailed(failure.Code);
            LogFailed(session.Id, failure.Code);
            return new LaunchResult(LaunchOutcome.Failed, failed ?? session, Failure: failure);
        }

        LogStarted(session.Id, module.Slug, assignment.Warm);

        // A warm VM is on its way; what comes of it is settled when its host reports, and its screen can be opened before that.
        if (assignment.Warm)
            return new LaunchResult(LaunchOutcome.Started, session);

        var started = await settler.SettleAsync(session.Id, cancellation);
        return new LaunchResult(LaunchOutcome.Started, started ?? session);
    }

    [LoggerMessage(1001, LogLevel.Information, "Session {Session} of module {Module} started; warm: {Warm}")]
    private partial void LogStarted(SessionId session, string module, bool warm);

    [LoggerMessage(1002, LogLevel.Warning, "Session {Session} could not start: {Reason}")]
    private partial void LogFailed(SessionId session, Failures.FailureCode reason);
}
