using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Consoles;

/// <summary>Open console connections in PostgreSQL.</summary>
internal sealed class ConsoleStore(Database database) : IConsoleStore
{
    public async Task<bool> AddAsync(ConsoleConnection connection, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);

        // One connection at a time for a user: the statement after this one counts what the others added.
        var lockUser = Statement.Unread("SELECT FROM users WHERE id = @user FOR NO KEY UPDATE").With("user", connection.UserId.Value);
        var alive = new Statement("INSERT INTO replicas (id, seen_at) VALUES (@id, clock_timestamp()) ON CONFLICT DO NOTHING")
            .With("id", connection.Replica);
        return await database.FindAsync([lockUser, alive, Insert(connection, limit)], row => row.GetGuid(0).ToString(), cancellation) is not null;
    }

    public Task RemoveAsync(ConsoleId id, CancellationToken cancellation) =>
        database.ExecuteAsync(new Statement("DELETE FROM console_connections WHERE id = @id").With("id", id.Value), cancellation);

    public Task<IReadOnlyList<ConsoleConnection>> ListAsync(CancellationToken cancellation) =>
        database.ListAsync(
            new Statement("""
                SELECT id, replica, session_id, vm_id, user_id, user_name, sign_in_id, access, from_address, opened_at
                FROM console_connections ORDER BY opened_at, id
                """),
            row => new ConsoleConnection(
                new ConsoleId(row.GetGuid(0)),
                row.GetGuid(1),
                new SessionId(row.GetGuid(2)),
                new VmId(row.GetGuid(3)),
                new UserId(row.GetGuid(4)),
                row.GetString(5),
                row.GetGuidOrNull(6) is { } signIn ? new SignInId(signIn) : null,
                row.GetEnum<ConsoleRight>(7),
                row.GetString(8),
                row.GetTime(9)),
            cancellation);

    public Task<int> RequestCutAsync(ConsoleFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter == new ConsoleFilter())
            throw new ArgumentException("Say which connections: a filter without a condition would cut all.", nameof(filter));

        return database.ExecuteAsync(
            new Statement("""
                WITH meant AS (
                    SELECT id FROM console_connections
                    WHERE (@id::uuid IS NULL OR id = @id)
                        AND (@session::uuid IS NULL OR session_id = @session)
                        AND (@vm::uuid IS NULL OR vm_id = @vm)
                        AND (@user::uuid IS NULL OR user_id = @user)
                        AND (@sign_in::uuid IS NULL OR sign_in_id = @sign_in)
                    ORDER BY id   -- so that two requests that meet the same connections wait for each other, not both at once
                    FOR UPDATE
                )
                UPDATE console_connections SET cut_at = coalesce(cut_at, clock_timestamp()) WHERE id IN (SELECT id FROM meant)
                """)
                .With("id", filter.Id?.Value)
                .With("session", filter.Session?.Value)
                .With("vm", filter.Vm?.Value)
                .With("user", filter.User?.Value)
                .With("sign_in", filter.SignIn?.Value),
            cancellation);
    }

    public Task KeepAliveAsync(Guid replica, TimeSpan silence, CancellationToken cancellation)
    {
        var alive = new Statement("""
            INSERT INTO replicas (id, seen_at) VALUES (@id, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
            """)
            .With("id", replica);
        var bury = new Statement("""
            WITH silent AS (
                DELETE FROM replicas WHERE seen_at < clock_timestamp() - @silence AND id <> @id RETURNING id
            )
            DELETE FROM console_connections WHERE replica IN (SELECT id FROM silent)
            """)
            .With("id", replica)
            .With("silence", silence);
        return database.ExecuteAsync([Database.CommitWithoutWaiting, alive, bury], cancellation);
    }

    public Task<IReadOnlyList<ConsoleId>> ListCutsAsync(Guid replica, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement("SELECT id FROM console_connections WHERE replica = @replica AND cut_at IS NOT NULL ORDER BY cut_at, id")
                .With("replica", replica),
            row => new ConsoleId(row.GetGuid(0)),
            cancellation);

    private static Statement Insert(ConsoleConnection connection, int limit) => new Statement("""
        INSERT INTO console_connections (
            id, replica, session_id, vm_id, user_id, user_name, sign_in_id, access, from_address, opened_at)
        SELECT @id, @replica, @session, @vm, @user, @user_name, @sign_in, @access, @from, @opened_at
        WHERE (SELECT count(*) FROM console_connections WHERE user_id = @user) < @limit
        RETURNING id
        """)
        .With("id", connection.Id.Value)
        .With("replica", connection.Replica)
        .With("session", connection.SessionId.Value)
        .With("vm", connection.VmId.Value)
        .With("user", connection.UserId.Value)
        .With("user_name", connection.UserName)
        .With("sign_in", connection.SignInId?.Value)
        .With("access", connection.Right)
        .With("from", StorableText.Of(connection.From, 100))
        .With("opened_at", connection.OpenedAt)
        .With("limit", limit);
}
