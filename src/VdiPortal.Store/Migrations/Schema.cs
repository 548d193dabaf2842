using Npgsql;

namespace VdiPortal.Store.Migrations;

/// <summary>The record of steps that a database keeps, in the table <c>schema_migrations</c>.</summary>
internal sealed class Schema(NpgsqlConnection connection)
{
    private const int OldestServer = 15;

    /// <summary>Any number will do, if nothing else in the database uses it.</summary>
    private const long LockNumber = 0x7664_6973_7465_7073;

    /// <summary>Compares what the database has seen with what this program knows.</summary>
    /// <exception cref="SchemaException">They do not go together.</exception>
    public static void Check(IReadOnlyList<(int Number, string Checksum)> applied, IReadOnlyList<Migration> steps)
    {
        if (applied.Count > steps.Count)
        {
            throw new SchemaException(
                $"The database has schema {applied[^1].Number}, this program knows only {steps.Count}: it was used by a newer version. "
                + "Start that version, or restore a backup made before the upgrade.");
        }

        foreach (var ((number, checksum), step) in applied.Zip(steps))
        {
            if (number != step.Number || checksum != step.Checksum)
            {
                throw new SchemaException(
                    $"Step {step} is not the one that this database was made with: steps of the past are never altered, add a new one. "
                    + "If this program was not changed, the database belongs to another one.");
            }
        }
    }

    /// <summary>Refuses servers that lack what the statements need.</summary>
    public void CheckServer()
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new SchemaException($"The server is PostgreSQL {connection.PostgreSqlVersion}; {OldestServer} or newer is needed.");
    }

    /// <summary>Waits until nobody else migrates. Held until the connection ends.</summary>
    public Task LockAsync(CancellationToken cancellation) => RunAsync($"SELECT pg_advisory_lock({LockNumber})", cancellation);

    /// <summary>Makes the table if it is not there.</summary>
    public Task PrepareAsync(CancellationToken cancellation) => RunAsync(
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number     integer PRIMARY KEY,
            name       text NOT NULL,
            checksum   text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """,
        cancellation);

    /// <summary>The steps that were taken, in order; none when there is no table.</summary>
    public async Task<IReadOnlyList<(int Number, string Checksum)>> ReadAsync(CancellationToken cancellation)
    {
        await using (var exists = new NpgsqlCommand("SELECT to_regclass('schema_migrations') IS NOT NULL", connection))
        {
            if (await exists.ExecuteScalarAsync(cancellation) is not true)
                return [];
        }

        await using var command = new NpgsqlCommand("SELECT number, checksum FROM schema_migrations ORDER BY number", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(int, string)> steps = [];
        while (await reader.ReadAsync(cancellation))
            steps.Add((reader.GetInt32(0), reader.GetString(1)));
        return steps;
    }

    /// <summary>Takes a step and records it, or neither.</summary>
    public async Task ApplyAsync(Migration step, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(step.Sql, cancellation);
        await using var record = new NpgsqlCommand(
            "INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)", connection, transaction);
        record.Parameters.AddWithValue(step.Number);
        record.Parameters.AddWithValue(step.Name);
        record.Parameters.AddWithValue(step.Checksum);
        await record.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
