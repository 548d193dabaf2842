using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Leases;

/// <summary>Leases in PostgreSQL, on its clock.</summary>
internal sealed class LeaseStore(Database database) : ILeaseStore
{
    public async Task<bool> TryHoldAsync(string name, Guid holder, TimeSpan duration, CancellationToken cancellation) =>
        await database.ExecuteAsync(
            new Statement("""
                INSERT INTO leases (name, holder, expires_at) VALUES (@name, @holder, clock_timestamp() + @duration)
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
                WHERE leases.holder = excluded.holder OR leases.expires_at <= clock_timestamp()
                """)
                .With("name", name)
                .With("holder", holder)
                .With("duration", duration),
            cancellation) == 1;

    public Task ReleaseAsync(string name, Guid holder, CancellationToken cancellation) =>
        database.ExecuteAsync(
            new Statement("DELETE FROM leases WHERE name = @name AND holder = @holder").With("name", name).With("holder", holder),
            cancellation);
}
