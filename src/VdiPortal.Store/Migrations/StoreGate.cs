using Microsoft.Extensions.Hosting;
using VdiPortal.Store.Keys;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Migrations;

/// <summary>Before anything else starts: is this the schema that the program needs, and is the master key the right one?</summary>
internal sealed class StoreGate(Database database, MasterKeyHolder keys) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenOwnConnectionAsync(cancellationToken);
        var schema = new Schema(connection);
        schema.CheckServer();
        var applied = await schema.ReadAsync(cancellationToken);
        Schema.Check(applied, Migration.All);
        if (applied.Count < Migration.All.Count)
        {
            throw new SchemaException(
                $"The database has schema {applied.Count}, this program needs {Migration.All.Count}. Run the program with the word 'migrate' first.");
        }

        keys.Get();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
