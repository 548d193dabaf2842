using VdiPortal.Broker.Identity;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Identity;

internal sealed partial class UserStore
{
    public Task<PasswordRecord?> GetPasswordAsync(UserId id, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement("SELECT hash, failed_count, locked_until FROM passwords WHERE user_id = @id").With("id", id.Value),
            row => new PasswordRecord(id, row.GetString(0), row.GetInt32(1), row.GetTimeOrNull(2)),
            cancellation);

    public Task SetPasswordAsync(UserId id, string hash, CancellationToken cancellation) =>
        database.ExecuteAsync(
            new Statement("""
                INSERT INTO passwords (user_id, hash) VALUES (@id, @hash)
                ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, failed_count = 0, locked_until = NULL
                """)
                .With("id", id.Value)
                .With("hash", hash),
            cancellation);

    public async Task<DateTimeOffset?> AddFailureAsync(
        UserId id, int limit, TimeSpan lockFor, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var locks = await database.ListAsync(
            new Statement("""
                UPDATE passwords
                SET failed_count = CASE WHEN failed_count + 1 >= @limit THEN 0 ELSE failed_count + 1 END,
                    locked_until = CASE WHEN failed_count + 1 >= @limit THEN @until ELSE locked_until END
                WHERE user_id = @id
                RETURNING CASE WHEN locked_until > @now THEN locked_until END
                """)
                .With("id", id.Value)
                .With("limit", limit)
                .With("until", now + lockFor)
                .With("now", now),
            row => row.GetTimeOrNull(0),
            cancellation);
        return locks.Count == 0 ? null : locks[0];
    }

    public Task AddSuccessAsync(UserId id, DateTimeOffset now, CancellationToken cancellation) =>
        database.ExecuteAsync(
            [
                new Statement("UPDATE passwords SET failed_count = 0 WHERE user_id = @id AND failed_count > 0").With("id", id.Value),
                new Statement("UPDATE users SET last_sign_in_at = @now WHERE id = @id").With("id", id.Value).With("now", now),
            ],
            cancellation);
}
