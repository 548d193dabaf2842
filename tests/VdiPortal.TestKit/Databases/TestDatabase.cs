using Npgsql;
using VdiPortal.Store.Migrations;

namespace VdiPortal.TestKit.Databases;

/// <summary>A real PostgreSQL database that belongs to one test or test class and is dropped with it.</summary>
/// <example><code>await using var db = await TestDatabase.CreateAsync();</code></example>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string server;

    private TestDatabase(string server, string name)
    {
        this.server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    /// <summary>Connects to this database as a superuser, over a unix socket, with Npgsql's usual pool.</summary>
    public string ConnectionString { get; }

    /// <summary>The database's name on the server.</summary>
    public string Name { get; }

    /// <summary>Makes a database with the store's present schema.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The server did not start; the message says why.</exception>
    public static Task<TestDatabase> CreateAsync(CancellationToken cancellationToken = default) => CreateAsync(Migrator.MigrateAsync, cancellationToken);

    /// <summary>
    /// Makes a migrated database as a copy of a template. The template is made once per test process for each <paramref name="migrate"/>
    /// (method groups of one static method count as one), so a copy costs some tens of milliseconds.
    /// </summary>
    /// <param name="migrate">Brings the database that the given connection string leads to up to the wanted schema. The string turns pooling off.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The server did not start; the message says why.</exception>
    public static async Task<TestDatabase> CreateAsync(Func<string, CancellationToken, Task> migrate, CancellationToken cancellationToken = default) =>
        await CreateFromAsync(await DatabaseTemplates.GetAsync(migrate).WaitAsync(cancellationToken), cancellationToken);

    /// <summary>Makes a database with the store's schema.</summary>
    /// <inheritdoc cref="CreateAsync(Func{string, CancellationToken, Task}, CancellationToken)"/>
    public static Task<TestDatabase> CreateAsync(CancellationToken cancellationToken = default) =>
        CreateAsync(Migrator.MigrateAsync, cancellationToken);

    /// <summary>Makes an empty database.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The server did not start; the message says why.</exception>
    public static Task<TestDatabase> CreateEmptyAsync(CancellationToken cancellationToken = default) =>
        CreateFromAsync("template0", cancellationToken);

    /// <summary>Ends every connection to the database and drops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        await ServerStatement.RunAsync(server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);
    }

    private static async Task<TestDatabase> CreateFromAsync(string template, CancellationToken cancellationToken)
    {
        var database = new TestDatabase(await TestServer.ConnectionStringAsync().WaitAsync(cancellationToken), $"test_{Guid.NewGuid():N}");
        await ServerStatement.RunAsync(database.server, $"CREATE DATABASE {database.Name} TEMPLATE {template}", cancellationToken);
        return database;
    }
}
