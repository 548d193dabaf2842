using Npgsql;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Identity;

/// <summary>Sign-ins of browsers in PostgreSQL.</summary>
internal sealed class SignInStore(Database database) : ISignInStore
{
    private const string Columns =
        "sign_in.id, sign_in.user_id, sign_in.from_address, sign_in.agent, sign_in.created_at, sign_in.expires_at, sign_in.revoked_at";

    public Task AddAsync(SignIn signIn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        return database.ExecuteAsync(
            new Statement("""
                INSERT INTO sign_ins (id, user_id, from_address, agent, created_at, expires_at, revoked_at)
                VALUES (@id, @user, @from, @agent, @created_at, @expires_at, @revoked_at)
                """)
                .With("id", signIn.Id.Value)
                .With("user", signIn.UserId.Value)
                .With("from", StorableText.Of(signIn.From, 100))
                .With("agent", StorableText.Of(signIn.Agent, 300))
                .With("created_at", signIn.CreatedAt)
                .With("expires_at", signIn.ExpiresAt)
                .With("revoked_at", signIn.RevokedAt),
            cancellation);
    }

    public async Task<(SignIn SignIn, User User)?> GetValidAsync(SignInId id, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await database.ListAsync(
            new Statement($"""
                SELECT {UserRow.Columns}, {Columns}
                FROM sign_ins sign_in JOIN users account ON account.id = sign_in.user_id
                WHERE sign_in.id = @id AND sign_in.expires_at > @now AND sign_in.revoked_at IS NULL AND NOT account.disabled
                """)
                .With("id", id.Value)
                .With("now", now),
            row => (Read(row, UserRow.Count), UserRow.Read(row)),
            cancellation);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<SignIn>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"""
                SELECT {Columns} FROM sign_ins sign_in
                WHERE sign_in.user_id = @user AND sign_in.expires_at > @now AND sign_in.revoked_at IS NULL
                ORDER BY sign_in.created_at DESC, sign_in.id DESC
                """)
                .With("user", user.Value)
                .With("now", now),
            row => Read(row, 0),
            cancellation);

    public async Task<bool> RevokeAsync(UserId user, SignInId id, DateTimeOffset now, CancellationToken cancellation) =>
        await database.ExecuteAsync(
            new Statement("""
                UPDATE sign_ins SET revoked_at = @now
                WHERE id = @id AND user_id = @user AND expires_at > @now AND revoked_at IS NULL
                """)
                .With("id", id.Value)
                .With("user", user.Value)
                .With("now", now),
            cancellation) == 1;

    public Task<IReadOnlyList<SignInId>> RevokeAllAsync(
        UserId user, SignInId? except, DateTimeOffset now, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement("""
                UPDATE sign_ins SET revoked_at = @now
                WHERE user_id = @user AND id IS DISTINCT FROM @except AND expires_at > @now AND revoked_at IS NULL
                RETURNING id
                """)
                .With("user", user.Value)
                .With("except", except?.Value)
                .With("now", now),
            row => new SignInId(row.GetGuid(0)),
            cancellation);

    private static SignIn Read(NpgsqlDataReader row, int first) => new(
        new SignInId(row.GetGuid(first)),
        new UserId(row.GetGuid(first + 1)),
        row.GetString(first + 2),
        row.GetString(first + 3),
        row.GetTime(first + 4),
        row.GetTime(first + 5),
        row.GetTimeOrNull(first + 6));
}
