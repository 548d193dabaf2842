using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using VdiPortal.Store.Health;
using VdiPortal.Store.Tests.Support;
using VdiPortal.TestKit.Databases;

namespace VdiPortal.Store.Tests.Health;

public sealed class HealthTests
{
    private static async Task<HealthStatus> CheckAsync(TestStore store) =>
        (await store.Get<StoreHealth>().CheckHealthAsync(new HealthCheckContext(), CancellationToken.None)).Status;

    [Fact]
    public async Task A_database_that_answers_is_healthy_and_one_that_is_gone_is_not()
    {
        await using var server = await PrivateServer.StartNewAsync();
        await using var store = TestStore.On(server.ConnectionString);
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(store));

        await server.CrashAsync();
        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(store));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.Vms.ListAsync(CancellationToken.None));

        await server.StartAsync();
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(store));
    }
}
