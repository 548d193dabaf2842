using Npgsql;

namespace VdiPortal.TestKit.Databases;

/// <summary>Statements about whole databases, which PostgreSQL runs outside any transaction.</summary>
internal static class ServerStatement
{
    /// <summary>Runs one statement on a connection of its own.</summary>
    public static async Task RunAsync(string connectionString, string statement, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
