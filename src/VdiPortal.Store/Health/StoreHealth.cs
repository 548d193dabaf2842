using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Health;

/// <summary>Whether the database answers.</summary>
public sealed class StoreHealth : IHealthCheck
{
    /// <summary>A database that takes longer does not answer.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal StoreHealth(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>Asks the database for an answer, and waits at most <see cref="Deadline"/>. Never throws for a database that is away.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var deadline = new CancellationTokenSource(Deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _database.ExecuteAsync(new Statement("SELECT 1"), either.Token);
            return HealthCheckResult.Healthy("The database answers.");
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.", exception);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The database did not answer within {Deadline.TotalSeconds:0} s.", exception);
        }
    }
}
