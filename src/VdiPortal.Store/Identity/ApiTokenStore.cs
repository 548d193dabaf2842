using Npgsql;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Identity;

/// <summary>Personal access tokens in PostgreSQL.</summary>
internal sealed class ApiTokenStore(Database database) : IApiTokenStore
{
    private const string Columns = "token.id, token.user_id, token.name, token.created_at, token.expires_at, token.last_used_at";

    public Task AddAsync(ApiToken token, byte[] hash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(token);
        return database.ExecuteAsync(
            new Statement("""
                INSERT INTO api_tokens (id, user_id, name, hash, created_at, expires_at, last_used_at)
                VALUES (@id, @user, @name, @hash, @created_at, @expires_at, @last_used_at)
                """)
                .With("id", token.Id.Value)
                .With("user", token.UserId.Value)
                .With("name", token.Name)
                .With("hash", hash)
                .With("created_at", token.CreatedAt)
                .With("expires_at", token.ExpiresAt)
                .With("last_used_at", token.LastUsedAt),
            cancellation);
    }

    public async Task<(ApiToken Token, User User)?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellation)
    {
        const string Valid = "token.hash = @hash AND token.expires_at > @now AND account.id = token.user_id AND NOT account.disabled";
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var note = new Statement($"""
            UPDATE api_tokens token SET last_used_at = @minute
            FROM users account
            WHERE {Valid} AND (token.last_used_at IS NULL OR token.last_used_at < @minute)
            """)
            .With("hash", hash)
            .With("now", now)
            .With("minute", minute);
        var find = new Statement($"SELECT {UserRow.Columns}, {Columns} FROM api_tokens token, users account WHERE {Valid}")
            .With("hash", hash)
            .With("now", now);
        var found = await database.ListAsync(
            [Database.CommitWithoutWaiting, note, find], row => (Read(row, UserRow.Count), UserRow.Read(row)), cancellation);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<ApiToken>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"""
                SELECT {Columns} FROM api_tokens token
                WHERE token.user_id = @user AND token.expires_at > @now
                ORDER BY token.created_at, token.id
                """)
                .With("user", user.Value)
                .With("now", now),
            row => Read(row, 0),
            cancellation);

    public async Task<bool> RemoveAsync(UserId user, ApiTokenId id, CancellationToken cancellation) =>
        await database.ExecuteAsync(
            new Statement("DELETE FROM api_tokens WHERE id = @id AND user_id = @user").With("id", id.Value).With("user", user.Value),
            cancellation) == 1;

    private static ApiToken Read(NpgsqlDataReader row, int first) => new(
        new ApiTokenId(row.GetGuid(first)),
        new UserId(row.GetGuid(first + 1)),
        row.GetString(first + 2),
        row.GetTime(first + 3),
        row.GetTime(first + 4),
        row.GetTimeOrNull(first + 5));
}
