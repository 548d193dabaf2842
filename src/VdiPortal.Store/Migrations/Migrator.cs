using Npgsql;

namespace VdiPortal.Store.Migrations;

/// <summary>Brings a database up to the schema that this program needs.</summary>
public static class Migrator
{
    /// <summary>
    /// Takes the steps that are missing, each in a transaction of its own. Several callers may do this at the same time: one takes the steps,
    /// the others wait and find nothing to do.
    /// </summary>
    /// <param name="connectionString">Npgsql connection string of a database whose owner the user is.</param>
    /// <param name="cancellation">Gives up between, or within, steps; a step that was begun is undone.</param>
    /// <exception cref="SchemaException">
    /// The schema is newer than this program, a step of the past was altered, or the server is too old. Nothing was changed.
    /// </exception>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refused a step; that step was undone.</exception>
    public static Task<MigrationResult> MigrateAsync(string connectionString, CancellationToken cancellation) =>
        MigrateAsync(connectionString, Migration.All, cancellation);

    internal static async Task<MigrationResult> MigrateAsync(
        string connectionString, IReadOnlyList<Migration> steps, CancellationToken cancellation)
    {
        // Without a pool: the lock ends with the connection, whatever happens.
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellation);
        var schema = new Schema(connection);
        schema.CheckServer();
        await schema.LockAsync(cancellation);
        await schema.PrepareAsync(cancellation);
        var known = await schema.ReadAsync(cancellation);
        Schema.Check(known, steps);

        List<string> applied = [];
        foreach (var step in steps.Skip(known.Count))
        {
            await schema.ApplyAsync(step, cancellation);
            applied.Add(step.ToString());
        }

        return new MigrationResult(known.Count, steps.Count, applied);
    }
}
