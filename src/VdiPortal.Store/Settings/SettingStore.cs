using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Settings;

/// <summary>Settings in PostgreSQL, which refuses what is no JSON.</summary>
internal sealed class SettingStore(Database database) : ISettingStore
{
    public Task<string?> GetAsync(string name, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement("SELECT value FROM settings WHERE name = @name").With("name", name), row => row.GetString(0), cancellation);

    public Task SetAsync(string name, string json, CancellationToken cancellation) =>
        database.ExecuteAsync(
            new Statement("""
                INSERT INTO settings (name, value) VALUES (@name, @json::json)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
                .With("name", name)
                .With("json", json),
            cancellation);
}
