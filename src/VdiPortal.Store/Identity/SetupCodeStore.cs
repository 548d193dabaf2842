using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Identity;

/// <summary>One-time codes in PostgreSQL.</summary>
internal sealed class SetupCodeStore(Database database) : ISetupCodeStore
{
    private const int WrongTriesAllowed = 5;

    public Task PutAsync(string purpose, byte[] hash, DateTimeOffset expires, CancellationToken cancellation) =>
        database.ExecuteAsync(
            new Statement("""
                INSERT INTO setup_codes (purpose, hash, expires_at) VALUES (@purpose, @hash, @expires)
                ON CONFLICT (purpose) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at, wrong_tries = 0
                """)
                .With("purpose", purpose)
                .With("hash", hash)
                .With("expires", expires),
            cancellation);

    public async Task<bool> ConsumeAsync(string purpose, byte[] hash, DateTimeOffset now, CancellationToken cancellation)
    {
        var consume = new Statement("""
            DELETE FROM setup_codes
            WHERE purpose = @purpose AND hash = @hash AND expires_at > @now AND wrong_tries < @allowed
            RETURNING purpose
            """)
            .With("purpose", purpose)
            .With("hash", hash)
            .With("now", now)
            .With("allowed", WrongTriesAllowed);
        var count = new Statement("UPDATE setup_codes SET wrong_tries = wrong_tries + 1 WHERE purpose = @purpose AND hash <> @hash")
            .With("purpose", purpose)
            .With("hash", hash);
        return await database.RunAsync([consume, count], async reader => await reader.ReadAsync(cancellation), cancellation);
    }
}
