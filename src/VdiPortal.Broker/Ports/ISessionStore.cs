using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Broker.Ports;

/// <summary>Sessions.</summary>
public interface ISessionStore
{
    /// <summary>
    /// Opens a session in one transaction: idempotent by request id, one active session for a user and module, at most
    /// <see cref="SessionOpening.Places"/> active ones for a user. For a kept module the user's desktop is found or made.
    /// </summary>
    Task<SessionOpened> OpenAsync(SessionOpening opening, CancellationToken cancellation);

    /// <summary>One session, or null.</summary>
    Task<Session?> GetAsync(SessionId id, CancellationToken cancellation);

    /// <summary>All active sessions, oldest first.</summary>
    Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken cancellation);

    /// <summary>A person's sessions: the active ones and those that ended since the given moment, newest first.</summary>
    Task<IReadOnlyList<Session>> ListOfUserAsync(UserId user, DateTimeOffset endedSince, CancellationToken cancellation);

    /// <summary>
    /// Writes state, stage, progress, failure, trace and times if the session still has the version it was read with; raises the version.
    /// A session that enters <see cref="SessionState.Ended"/> or <see cref="SessionState.Failed"/> gives its place back.
    /// </summary>
    /// <returns>The session as it is now, or null when somebody was faster: read anew and decide again.</returns>
    Task<Session?> UpdateAsync(Session changed, CancellationToken cancellation);

    /// <summary>Moves the last input forward (never back); no version is raised, no notice is sent.</summary>
    Task TouchAsync(SessionId id, DateTimeOffset lastInput, CancellationToken cancellation);

    /// <summary>Fills in console or first-frame time of the trace if it is still empty.</summary>
    Task AddTraceAsync(SessionId id, double? consoleMs, double? firstFrameMs, CancellationToken cancellation);
}
