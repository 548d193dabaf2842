using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Settings;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Sessions;

/// <summary>What people do with their sessions, and administrators with all of them. A session that one may not see does not exist.</summary>
public sealed class SessionService(
    ISessionStore sessions,
    IVmStore vms,
    ICatalogStore catalog,
    IHostLink link,
    IAuditLog audit,
    SettingService settings,
    SessionSettler settler,
    TimeProvider time)
{
    /// <summary>How long an ended session is shown to its user with the reason.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(12);

    /// <summary>The session with its VMs and idle times, if this person may see it.</summary>
    public async Task<SessionDetail?> GetAsync(Principal who, SessionId id, CancellationToken cancellation)
    {
        if (await FindAsync(who, id, cancellation) is not { } session)
            return null;

        var own = vms.ListOfSessionAsync(id, cancellation);
        var found = catalog.GetAsync(session.ModuleId, session.ModuleVersion, cancellation);
        var rules = settings.GetAsync(cancellation);
        await Task.WhenAll(own, found, rules);
        var module = await found;
        var idle = module?.Idle ?? (await rules).Idle;
        return new SessionDetail(session, module, await own, session.LastInputAt + idle.PauseAfter, session.LastInputAt + idle.EndAfter);
    }

    /// <summary>The person's own sessions: active ones and those that ended lately.</summary>
    public Task<IReadOnlyList<Session>> ListMineAsync(Principal who, CancellationToken cancellation) =>
        sessions.ListOfUserAsync(who.UserId, time.GetUtcNow() - Remembered, cancellation);

    /// <summary>All active sessions; for administrators, empty for others.</summary>
    public async Task<IReadOnlyList<Session>> ListAllAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Admin) ? await sessions.ListActiveAsync(cancellation) : [];

    /// <summary>Resumes a paused session; one that runs goes on. Null when there is nothing to continue.</summary>
    public async Task<Session?> ContinueAsync(Principal who, SessionId id, CancellationToken cancellation)
    {
        if (await FindAsync(who, id, cancellation) is not { IsActive: true } session || session.UserId != who.UserId)
            return null;

        await sessions.TouchAsync(id, time.GetUtcNow(), cancellation);
        if (session.State != SessionState.Paused)
            return session;

        var starting = session with
        {
            State = SessionState.Starting, Stage = LaunchStage.Resuming, Progress = 100, Failure = null, LastInputAt = time.GetUtcNow(),
        };
        if (await sessions.UpdateAsync(starting, cancellation) is not null)
            await audit.WriteAsync(who.Did(AuditActions.SessionContinue, session.ModuleTitle, detail: $"session {id}"), cancellation);
        return await settler.SettleAsync(id, cancellation);
    }

    /// <summary>Pauses a running session at its user's wish. False when it does not run.</summary>
    public async Task<bool> PauseAsync(Principal who, SessionId id, CancellationToken cancellation)
    {
        if (await FindAsync(who, id, cancellation) is not { State: SessionState.Running } session)
            return false;
        if (await sessions.UpdateAsync(session with { State = SessionState.Paused }, cancellation) is null)
            return false;

        await audit.WriteAsync(who.Did(AuditActions.SessionPause, session.ModuleTitle, detail: $"session {id}"), cancellation);
        await settler.SettleAsync(id, cancellation);
        return true;
    }

    /// <summary>Starts the idle time anew. False when there is no such session.</summary>
    public async Task<bool> KeepAsync(Principal who, SessionId id, CancellationToken cancellation)
    {
        if (await FindAsync(who, id, cancellation) is not { IsActive: true })
            return false;

        await sessions.TouchAsync(id, time.GetUtcNow(), cancellation);
        return true;
    }

    /// <summary>Ends a session: its user, or an administrator. False when there is no such active session.</summary>
    public async Task<bool> EndAsync(Principal who, SessionId id, CancellationToken cancellation)
    {
        if (await FindAsync(who, id, cancellation) is not { IsActive: true } session)
            return false;

        var reason = session.UserId == who.UserId ? FailureCode.EndedByUser : FailureCode.EndedByStaff;
        await settler.EndAsync(id, new Failure(reason), cancellation);
        await audit.WriteAsync(who.Did(AuditActions.SessionEnd, session.ModuleTitle, detail: $"session {id} of {session.UserName}"), cancellation);
        return true;
    }

    /// <summary>Notes when the browser showed the first full picture, in milliseconds after the request; only the first counts.</summary>
    /// <param name="who">Who saw it; only the session's user counts.</param>
    /// <param name="id">The session.</param>
    /// <param name="ago">How long ago that was.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task NoteFirstFrameAsync(Principal who, SessionId id, TimeSpan ago, CancellationToken cancellation)
    {
        var at = time.GetUtcNow() - ago;
        if (await FindAsync(who, id, cancellation) is { IsActive: true, Trace.FirstFrameMs: null } session && session.UserId == who.UserId)
            await sessions.AddTraceAsync(id, null, Math.Max(0, (at - session.RequestedAt).TotalMilliseconds), cancellation);
    }

    /// <summary>A small picture of the session's first screen as PNG; null when there is none.</summary>
    public async Task<byte[]?> ScreenshotAsync(Principal who, SessionId id, int maxWidth, CancellationToken cancellation)
    {
        if (await FindAsync(who, id, cancellation) is not { HasScreen: true })
            return null;

        var own = await vms.ListOfSessionAsync(id, cancellation);
        var vm = own.FirstOrDefault(vm => vm.Power is PowerState.Running or PowerState.Paused);
        return vm is null ? null : await link.ScreenshotAsync(vm, maxWidth, cancellation);
    }

    private async Task<Session?> FindAsync(Principal who, SessionId id, CancellationToken cancellation)
    {
        var session = await sessions.GetAsync(id, cancellation);
        return session is not null && (session.UserId == who.UserId || who.Is(Role.Admin)) ? session : null;
    }
}
