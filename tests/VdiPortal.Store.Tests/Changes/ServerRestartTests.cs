using Npgsql;
using VdiPortal.Store.Migrations;
using VdiPortal.Store.Tests.Support;
using VdiPortal.TestKit.Databases;

namespace VdiPortal.Store.Tests.Changes;

public sealed class ServerRestartTests
{
    [Fact]
    public async Task Once_the_feed_is_back_no_call_meets_a_connection_of_the_server_that_was()
    {
        await using var server = await PrivateServer.StartNewAsync();
        await Migrator.MigrateAsync(server.ConnectionString, CancellationToken.None);
        await using var store = TestStore.On(server.ConnectionString);
        using var feed = await FeedReader.StartAsync(store);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.Vms.ListAsync(CancellationToken.None)));

        await server.CrashAsync();
        await server.StartAsync();
        var id = Guid.NewGuid();
        await AnnounceAsync(server, id);
        await feed.UntilAsync(id);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.Vms.ListAsync(CancellationToken.None)));
    }

    private static async Task AnnounceAsync(PrivateServer server, Guid id)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT announce('Setting', '{id}', '{id}')", connection);
        await command.ExecuteNonQueryAsync();
    }
}
