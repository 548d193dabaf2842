using Npgsql;
using VdiPortal.Broker.Pools;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Catalog;

public sealed class PoolPolicyTests : StoreTest
{
    [Fact]
    public async Task What_a_replica_of_the_version_before_saves_keeps_its_warm_target_as_the_minimum_and_has_the_defaults_for_the_rest()
    {
        var module = await Scene.ModuleAsync();
        await Store.SqlAsync($"UPDATE modules SET version = 2 WHERE id = '{module.Id}'");
        await Store.SqlAsync($"""
            INSERT INTO module_versions (module_id, version, slug, title, summary, category, persistence, warm_target)
            SELECT module_id, 2, slug, title, summary, category, persistence, 7 FROM module_versions WHERE module_id = '{module.Id}'
            """);
        await Store.SqlAsync($"""
            INSERT INTO module_machines (module_id, module_version, position, name, template_id, template_version)
            SELECT module_id, 2, position, name, template_id, template_version FROM module_machines WHERE module_id = '{module.Id}'
            """);

        Assert.Equal(new PoolPolicy(7), (await Store.Catalog.GetAsync(module.Id, null, None))!.Pool);
    }

    [Theory]
    [InlineData("pool_max", "1001")]
    [InlineData("pool_max", "1")]
    [InlineData("pool_spread", "'Sideways'")]
    [InlineData("pool_point", "'Halfway'")]
    [InlineData("pool_schedule", "'{}'")]
    public async Task What_no_policy_may_be_is_refused_by_the_schema(string column, string value)
    {
        var module = await Scene.ModuleAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Store.SqlAsync($"""
            INSERT INTO module_versions (module_id, version, slug, title, summary, category, persistence, warm_target, {column})
            SELECT module_id, 2, slug, title, summary, category, persistence, 2, {value} FROM module_versions WHERE module_id = '{module.Id}'
            """));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }
}
