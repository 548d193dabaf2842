using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

public sealed class FillTests : StoreTest
{
    [Fact]
    public async Task How_long_each_took_is_known_also_of_those_that_are_claimed_or_gone()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        await FillAsync(host, module, 5);
        var gone = await FillAsync(host, module, 7);
        await Scene.ReportAsync(host, gone, PowerState.Gone);
        await Scene.ClaimAsync(await Scene.SessionAsync(module), module);
        await Scene.VmAsync(host, module);

        var key = new PoolKey(module.Id, Scene.Machine);
        Assert.Equal(
            [new PoolFill(key, TimeSpan.FromSeconds(5)), new PoolFill(key, TimeSpan.FromSeconds(7))],
            (await Store.Vms.ListFillsAsync(None)).OrderBy(fill => fill.Took));
    }

    [Fact]
    public async Task A_launch_that_booted_is_no_fill()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        var vm = await Scene.VmAsync(host, module, await Scene.SessionAsync(module));
        Time.Advance(TimeSpan.FromSeconds(5));
        await Scene.ReportAsync(host, vm, PowerState.Running);

        Assert.Empty(await Store.Vms.ListFillsAsync(None));
    }

    [Fact]
    public async Task Of_each_pool_the_last_twenty_count()
    {
        var many = await Scene.ModuleAsync();
        var few = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 40, memoryMiB: 40_000);
        for (var seconds = 1; seconds <= 25; seconds++)
            await FillAsync(host, many, seconds);
        await FillAsync(host, few, 3);

        var fills = (await Store.Vms.ListFillsAsync(None)).ToLookup(fill => fill.Key.ModuleId, fill => fill.Took.TotalSeconds);
        Assert.Equal(Enumerable.Range(6, 20).Select(seconds => (double)seconds), fills[many.Id].Order());
        Assert.Equal([3.0], fills[few.Id]);
    }

    private async Task<Vm> FillAsync(HostConnection host, Module module, int seconds)
    {
        var vm = await Scene.VmAsync(host, module);
        Time.Advance(TimeSpan.FromSeconds(seconds));
        return await Scene.ReportAsync(host, vm, PowerState.Paused);
    }
}
