using System.Collections.Concurrent;
using Npgsql;

namespace VdiPortal.TestKit.Databases;

/// <summary>Migrated databases that others are copied from, each made once per test process.</summary>
internal static class DatabaseTemplates
{
    private static readonly ConcurrentDictionary<Func<string, CancellationToken, Task>, Lazy<Task<string>>> Templates = new();

    /// <summary>The name of the template that this migration makes.</summary>
    public static Task<string> GetAsync(Func<string, CancellationToken, Task> migrate) =>
        Templates.GetOrAdd(migrate, key => new(() => MakeAsync(key))).Value;

    private static async Task<string> MakeAsync(Func<string, CancellationToken, Task> migrate)
    {
        var name = $"template_{Guid.NewGuid():N}";
        var server = await TestServer.ConnectionStringAsync();
        await ServerStatement.RunAsync(server, $"CREATE DATABASE {name} TEMPLATE template0", CancellationToken.None);
        await migrate(new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString, CancellationToken.None);
        // A connection that the migration left open would keep the template from being copied.
        await ServerStatement.RunAsync(server, $"ALTER DATABASE {name} ALLOW_CONNECTIONS false", CancellationToken.None);
        await ServerStatement.RunAsync(
            server,
            $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'",
            CancellationToken.None);
        return name;
    }
}
