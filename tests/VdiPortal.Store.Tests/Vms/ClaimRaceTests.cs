using System.Globalization;
using Npgsql;
using VdiPortal.Store.Migrations;
using VdiPortal.Store.Tests.Support;
using VdiPortal.TestKit.Databases;

namespace VdiPortal.Store.Tests.Vms;

/// <summary>8 clients claim 1,000 times. <c>VDI_FAULT_ROUNDS</c> says how often the crash is repeated.</summary>
public sealed class ClaimRaceTests
{
    private const int Clients = 8;
    private const int Claims = 1_000;

    [Theory]
    [InlineData(250)]
    [InlineData(1_000)]
    public async Task Of_a_thousand_claims_by_eight_clients_no_two_get_the_same_vm(int stock)
    {
        await using var store = await TestStore.CreateAsync();
        using var race = await ClaimRace.SetUpAsync(store, stock, Claims);

        await race.RunAsync(Clients);

        Assert.Equal(stock, race.Won.Count);
        await race.CheckAsync();
    }

    [Fact]
    [Trait("Category", "Faults")]
    public async Task Nor_when_the_server_crashes_and_comes_back_in_the_middle()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("VDI_FAULT_ROUNDS") ?? "3", CultureInfo.InvariantCulture);
        await using var server = await PrivateServer.StartNewAsync();
        for (var round = 0; round < rounds; round++)
        {
            await using var store = TestStore.On(await NewDatabaseAsync(server, $"round{round}"));
            using var race = await ClaimRace.SetUpAsync(store, 600, Claims);
            var running = race.RunAsync(Clients);
            await race.HasWonAsync(200);
            await server.CrashAsync();
            await server.StartAsync();
            await running;

            Assert.Equal(600, race.Won.Count);
            await race.CheckAsync();
        }
    }

    private static async Task<string> NewDatabaseAsync(PrivateServer server, string name)
    {
        // Without a pool, whose connections would not outlive the crash.
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        var fresh = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
        await Migrator.MigrateAsync(fresh, CancellationToken.None);
        return fresh;
    }
}
