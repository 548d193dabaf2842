using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Sessions;

/// <summary>Sessions in PostgreSQL.</summary>
internal sealed partial class SessionStore(Database database, TimeProvider time) : ISessionStore
{
    public Task<Session?> GetAsync(SessionId id, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"SELECT {SessionRow.Columns} FROM sessions session WHERE session.id = @id").With("id", id.Value),
            SessionRow.Read,
            cancellation);

    public Task<IReadOnlyList<Session>> ListActiveAsync(CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"SELECT {SessionRow.Columns} FROM sessions session WHERE session.active ORDER BY session.requested_at, session.id"),
            SessionRow.Read,
            cancellation);

    public Task<IReadOnlyList<Session>> ListOfUserAsync(UserId user, DateTimeOffset endedSince, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"""
                SELECT {SessionRow.Columns} FROM sessions session
                WHERE session.user_id = @user AND (session.active OR session.ended_at >= @since)
                ORDER BY session.requested_at DESC, session.id DESC
                """)
                .With("user", user.Value)
                .With("since", endedSince),
            SessionRow.Read,
            cancellation);

    public Task<Session?> UpdateAsync(Session changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);

        // What an active session has come to is worked out anew from its VMs after a crash; that it is over, and its place free, is not.
        Statement[] statements = changed.IsActive ? [Database.CommitWithoutWaiting, Update(changed)] : [Update(changed)];
        return database.FindAsync(statements, SessionRow.Read, cancellation);
    }

    public Task TouchAsync(SessionId id, DateTimeOffset lastInput, CancellationToken cancellation) =>
        database.ExecuteAsync(
            [
                Database.CommitWithoutWaiting,
                new Statement("UPDATE sessions SET last_input_at = @at WHERE id = @id AND last_input_at < @at")
                    .With("id", id.Value)
                    .With("at", lastInput),
            ],
            cancellation);

    public Task AddTraceAsync(SessionId id, double? consoleMs, double? firstFrameMs, CancellationToken cancellation) =>
        database.ExecuteAsync(
            [
                Database.CommitWithoutWaiting,
                new Statement("""
                    UPDATE sessions
                    SET console_ms = coalesce(console_ms, @console), first_frame_ms = coalesce(first_frame_ms, @first_frame)
                    WHERE id = @id
                    """)
                    .With("id", id.Value)
                    .With("console", consoleMs)
                    .With("first_frame", firstFrameMs),
            ],
            cancellation);

    /// <summary>What is written beside the version (last input, console and first frame) is never taken back by it.</summary>
    private Statement Update(Session changed)
    {
        var ended = changed.IsActive ? changed.EndedAt : changed.EndedAt ?? time.GetUtcNow();
        return new Statement($"""
            UPDATE sessions session
            SET state = @state, stage = @stage, progress = @progress, place = CASE WHEN @active THEN session.place END,
                failure_code = @failure_code, failure_detail = @failure_detail,
                warm = @warm, claimed_ms = @claimed, running_ms = @running,
                console_ms = coalesce(session.console_ms, @console), first_frame_ms = coalesce(session.first_frame_ms, @first_frame),
                running_at = @running_at, last_input_at = greatest(session.last_input_at, @last_input_at), ended_at = @ended_at,
                version = session.version + 1
            WHERE session.id = @id AND session.version = @version
            RETURNING {SessionRow.Columns}
            """)
            .With("id", changed.Id.Value)
            .With("version", changed.Version)
            .With("state", changed.State)
            .With("active", changed.IsActive)
            .With("stage", changed.Stage)
            .With("progress", changed.Progress)
            .With("failure", changed.Failure)
            .With("warm", changed.Trace.Warm)
            .With("claimed", changed.Trace.ClaimedMs)
            .With("running", changed.Trace.RunningMs)
            .With("console", changed.Trace.ConsoleMs)
            .With("first_frame", changed.Trace.FirstFrameMs)
            .With("running_at", changed.RunningAt)
            .With("last_input_at", changed.LastInputAt)
            .With("ended_at", ended);
    }
}
