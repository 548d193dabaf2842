using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Launching;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Settings;

namespace VdiPortal.Broker.Sessions;

/// <summary>
/// Carries out what <see cref="SessionPlanner"/> works out: called when something about a session changed, and from time to time.
/// May be called at any moment by anybody: when somebody else was faster it reads anew and plans again.
/// </summary>
public sealed partial class SessionSettler(
    ISessionStore sessions,
    ICatalogStore catalog,
    IVmStore vms,
    IDesktopStore desktops,
    IConsoleStore consoles,
    IHostLink link,
    IAuditLog audit,
    SettingService settings,
    VmAssigner assigner,
    TimeProvider time,
    ILogger<SessionSettler> log)
{
    private const int Rounds = 10;

    /// <summary>Brings a session forward as far as it goes now.</summary>
    /// <returns>The session as it is then; null when there is none.</returns>
    public Task<Session?> SettleAsync(SessionId id, CancellationToken cancellation) =>
        RunAsync(id, SessionPlanner.Plan, cancellation);

    /// <summary>Ends an active session: as it should, or as a failure.</summary>
    public Task<Session?> EndAsync(SessionId id, Failure? reason, CancellationToken cancellation) =>
        RunAsync(id, Ending(SessionState.Ended, reason), cancellation);

    /// <summary>Ends an active session because it cannot go on.</summary>
    public Task<Session?> FailAsync(SessionId id, Failure reason, CancellationToken cancellation) =>
        RunAsync(id, Ending(SessionState.Failed, reason), cancellation);

    private static Func<SessionSnapshot, SessionPlan> Ending(SessionState state, Failure? reason) =>
        snapshot => snapshot.Session.IsActive ? SessionPlanner.End(snapshot, state, reason) : SessionPlanner.Plan(snapshot);

    private async Task<Session?> RunAsync(SessionId id, Func<SessionSnapshot, SessionPlan> plan, CancellationToken cancellation)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (await TakeSnapshotAsync(id, cancellation) is not { } snapshot)
                return null;

            var next = plan(snapshot);
            var session = snapshot.Session;
            if (next.Session is { } changed)
            {
                if (await sessions.UpdateAsync(changed, cancellation) is not { } updated)
                    continue;
                await NoteAsync(session, updated, cancellation);
                session = updated;
            }

            await CarryOutAsync(session, next, cancellation);
            if (!next.NeedsVms)
                return session;

            var assignment = await assigner.AssignAsync(session, snapshot.Module, cancellation);
            if (assignment.Failure is { } failure)
                plan = Ending(SessionState.Failed, failure);
            else if (!assignment.Complete)
                return session;
        }

        LogUnsettled(id, Rounds);
        return await sessions.GetAsync(id, cancellation);
    }

    private async Task<SessionSnapshot?> TakeSnapshotAsync(SessionId id, CancellationToken cancellation)
    {
        if (await sessions.GetAsync(id, cancellation) is not { } session)
            return null;
        if (await catalog.GetAsync(session.ModuleId, session.ModuleVersion, cancellation) is not { } module)
            return null;

        var system = await settings.GetAsync(cancellation);
        var own = await vms.ListOfSessionAsync(id, cancellation);
        return new SessionSnapshot(
            session, module, own, module.Idle ?? system.Idle, TimeSpan.FromSeconds(system.LaunchDeadlineSeconds), time.GetUtcNow());
    }

    private async Task CarryOutAsync(Session session, SessionPlan plan, CancellationToken cancellation)
    {
        foreach (var (vm, wish) in plan.Wishes)
        {
            if (await vms.SetWishAsync(vm, wish, onlyUnclaimed: false, cancellation) is { } changed)
                link.Push(changed);
        }

        if (plan.CutConsoles)
            await consoles.RequestCutAsync(new ConsoleFilter(Session: session.Id), cancellation);
    }

    private async Task NoteAsync(Session before, Session after, CancellationToken cancellation)
    {
        if (after is { State: SessionState.Running, DesktopId: { } desktop } && before.State != SessionState.Running)
            await desktops.MarkUsedAsync(desktop, time.GetUtcNow(), cancellation);

        if (after.State == SessionState.Failed && before.IsActive)
            await audit.WriteAsync(Entry(AuditActions.SessionFailed, AuditOutcome.Failed, after), cancellation);
        else if (after is { State: SessionState.Ended, Failure.Code: FailureCode.Idle } && before.IsActive)
            await audit.WriteAsync(Entry(AuditActions.SessionEnd, AuditOutcome.Done, after), cancellation);
        else if (after.State == SessionState.Paused && before.State == SessionState.Running)
            await audit.WriteAsync(Entry(AuditActions.SessionPause, AuditOutcome.Done, after), cancellation);
    }

    private static AuditEntry Entry(string action, AuditOutcome outcome, Session session) =>
        AuditEntries.System(action, $"{session.UserName}: {session.ModuleTitle}", outcome, $"session {session.Id} {session.Failure?.Code}".TrimEnd());

    [LoggerMessage(1010, LogLevel.Error, "Session {Session} did not settle within {Rounds} rounds")]
    private partial void LogUnsettled(SessionId session, int rounds);
}
