using Npgsql;
using VdiPortal.Store.Migrations;
using VdiPortal.Store.Tests.Support;
using VdiPortal.TestKit.Databases;

namespace VdiPortal.Store.Tests.Migrations;

public sealed class MigrationTests : IAsyncLifetime
{
    private static readonly Migration[] Two = [new(1, "first", "CREATE TABLE one (id int)"), new(2, "second", "CREATE TABLE two (id int)")];
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    private Task<MigrationResult> MigrateAsync(params Migration[] steps) => Migrator.MigrateAsync(_database.ConnectionString, steps, CancellationToken.None);

    private async Task<T?> SqlAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    [Fact]
    public void The_steps_are_numbered_without_gaps()
    {
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(step => step.Number));
        Assert.True(Migration.All.Count >= 3);
    }

    [Fact]
    public async Task An_empty_database_gets_every_step_and_then_none()
    {
        var first = await Migrator.MigrateAsync(_database.ConnectionString, CancellationToken.None);
        var second = await Migrator.MigrateAsync(_database.ConnectionString, CancellationToken.None);

        Assert.Equal((0, Migration.All.Count), (first.From, first.To));
        Assert.Equal(Migration.All.Select(step => step.ToString()), first.Applied);
        Assert.Equal("0001_first_schema", first.Applied[0]);
        Assert.Equal((Migration.All.Count, Migration.All.Count, 0), (second.From, second.To, second.Applied.Count));
    }

    [Fact]
    public async Task Only_the_missing_steps_are_taken()
    {
        await MigrateAsync(Two[0]);

        Assert.Equal(["0002_second"], (await MigrateAsync(Two)).Applied);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await MigrateAsync(Two);

        var error = await Assert.ThrowsAsync<SchemaException>(() => MigrateAsync(Two[0]));

        Assert.Contains("The database has schema 2, this program knows only 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await SqlAsync<long>("SELECT count(*) FROM schema_migrations"));
    }

    [Fact]
    public async Task An_altered_step_of_the_past_is_refused()
    {
        await MigrateAsync(Two[0]);

        var error = await Assert.ThrowsAsync<SchemaException>(() => MigrateAsync(Two[0] with { Sql = "CREATE TABLE one (id bigint)" }, Two[1]));

        Assert.Contains("0001_first", error.Message, StringComparison.Ordinal);
        Assert.Null(await SqlAsync<string>("SELECT to_regclass('two')::text"));
    }

    [Fact]
    public void Line_ends_do_not_alter_a_step() =>
        Assert.Equal(new Migration(1, "a", "SELECT 1;\nSELECT 2;").Checksum, new Migration(1, "a", "SELECT 1;\r\nSELECT 2;").Checksum);

    [Fact]
    public async Task A_step_that_fails_is_undone_and_can_be_taken_again()
    {
        var broken = Two[1] with { Sql = "CREATE TABLE two (id int); SELECT 1 / 0" };

        await Assert.ThrowsAsync<PostgresException>(() => MigrateAsync(Two[0], broken));

        Assert.Null(await SqlAsync<string>("SELECT to_regclass('two')::text"));
        Assert.Equal(1L, await SqlAsync<long>("SELECT count(*) FROM schema_migrations"));
        Assert.Equal(["0002_second"], (await MigrateAsync(Two)).Applied);
    }

    [Fact]
    public async Task Migrators_that_start_at_the_same_time_take_each_step_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Task.Run(() => Migrator.MigrateAsync(_database.ConnectionString, CancellationToken.None))));

        Assert.Equal(Migration.All.Select(step => step.ToString()), results.SelectMany(result => result.Applied));
        Assert.All(results, result => Assert.Equal(Migration.All.Count, result.To));
    }

    [Theory]
    [InlineData("DROP TABLE schema_migrations", "Run the program with the word 'migrate' first")]
    [InlineData("DELETE FROM schema_migrations WHERE number = (SELECT max(number) FROM schema_migrations)", "Run the program with the word 'migrate' first")]
    [InlineData("INSERT INTO schema_migrations SELECT max(number) + 1, 'later', '' FROM schema_migrations", "was used by a newer version")]
    [InlineData("UPDATE schema_migrations SET checksum = 'x' WHERE number = 1", "never altered")]
    public async Task The_portal_does_not_start_on_a_schema_that_is_not_its_own(string sql, string message)
    {
        await Migrator.MigrateAsync(_database.ConnectionString, CancellationToken.None);
        await SqlAsync<object>(sql);
        await using var store = TestStore.On(_database.ConnectionString);

        var error = await Assert.ThrowsAsync<SchemaException>(() => store.Gate().StartingAsync(CancellationToken.None));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(store.KeyFile));
    }

    [Fact]
    public async Task The_portal_starts_on_its_own_schema()
    {
        await Migrator.MigrateAsync(_database.ConnectionString, CancellationToken.None);
        await using var store = TestStore.On(_database.ConnectionString);

        await store.Gate().StartingAsync(CancellationToken.None);

        Assert.True(File.Exists(store.KeyFile));
    }
}
