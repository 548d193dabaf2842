using Npgsql;

namespace VdiPortal.Store.Sql;

/// <summary>
/// Runs statements. Those of one call travel together: one round trip, one transaction, each with a snapshot of its own, so that a
/// statement sees what the one before it waited for. A call returns when the transaction is committed.
/// </summary>
internal sealed class Database(NpgsqlDataSource source, string connectionString) : IAsyncDisposable
{
    /// <summary>
    /// Makes the transaction's commit not wait for the disk. A crash of the server may lose it if it is younger than a second (never
    /// anything else): for signs of life, and for what is worked out anew. Never for what somebody was promised.
    /// </summary>
    public static Statement CommitWithoutWaiting => Statement.Unread("SELECT set_config('synchronous_commit', 'off', true)");

    /// <summary>Runs the statements and reads their results.</summary>
    public async Task<T> RunAsync<T>(
        IReadOnlyList<Statement> statements, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        foreach (var statement in statements)
            batch.BatchCommands.Add(statement.ToCommand());

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var result = await read(reader);

        // The server commits after the last statement's result: only its word on that ends the call.
        while (await reader.NextResultAsync(cancellation))
        {
        }

        return result;
    }

    /// <summary>Runs the statement and answers how many rows it changed.</summary>
    public Task<int> ExecuteAsync(Statement statement, CancellationToken cancellation) => ExecuteAsync([statement], cancellation);

    /// <summary>Runs the statements and answers how many rows were changed in all.</summary>
    public Task<int> ExecuteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation) => RunAsync(
        statements,
        async reader =>
        {
            while (await reader.NextResultAsync(cancellation))
            {
            }

            return Math.Max(0, reader.RecordsAffected);
        },
        cancellation);

    /// <summary>Runs the statement and reads its rows.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(Statement statement, Func<NpgsqlDataReader, T> map, CancellationToken cancellation) =>
        ListAsync([statement], map, cancellation);

    /// <summary>Runs the statements and reads the rows of the first one whose rows are to be read.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(
        IReadOnlyList<Statement> statements, Func<NpgsqlDataReader, T> map, CancellationToken cancellation) => RunAsync(
        statements,
        async reader =>
        {
            foreach (var _ in statements.TakeWhile(statement => !statement.IsRead))
                await reader.NextResultAsync(cancellation);
            return await reader.ReadRowsAsync(map, cancellation);
        },
        cancellation);

    /// <summary>Runs the statement and reads its first row; null when there is none.</summary>
    public Task<T?> FindAsync<T>(Statement statement, Func<NpgsqlDataReader, T> map, CancellationToken cancellation)
        where T : class => FindAsync([statement], map, cancellation);

    /// <summary>Runs the statements and reads the first row of the first one whose rows are to be read; null when there is none.</summary>
    public async Task<T?> FindAsync<T>(IReadOnlyList<Statement> statements, Func<NpgsqlDataReader, T> map, CancellationToken cancellation)
        where T : class
    {
        var rows = await ListAsync(statements, map, cancellation);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Runs the statement and says whether it has a row, or changed one.</summary>
    public async Task<bool> AnyAsync(Statement statement, CancellationToken cancellation) =>
        await RunAsync([statement], async reader => await reader.ReadAsync(cancellation) || reader.RecordsAffected > 0, cancellation);

    /// <summary>Opens a connection outside the pool, for what changes the state of its session. It is closed when it is disposed.</summary>
    public async Task<NpgsqlConnection> OpenOwnConnectionAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Opens a pooled connection without await, for interfaces that know none.</summary>
    public NpgsqlConnection OpenConnection() => source.OpenConnection();

    /// <summary>Closes idle connections, and busy ones when they come back: after an interruption none of them may be good any more.</summary>
    public void ForgetConnections() => source.Clear();

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
