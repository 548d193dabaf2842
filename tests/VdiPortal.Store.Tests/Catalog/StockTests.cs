using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Catalog;

public sealed class StockTests : StoreTest
{
    private async Task<ModuleStock?> StockAsync(Module module) =>
        (await Store.Catalog.ListStockAsync(None)).SingleOrDefault(stock => stock.ModuleId == module.Id);

    [Fact]
    public async Task Warm_starting_and_claimed_vms_are_counted()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 10);
        await Scene.VmAsync(host, module);
        await Scene.ReportAsync(host, await Scene.VmAsync(host, module), PowerState.Booting);
        for (var count = 0; count < 4; count++)
            await Scene.WarmVmAsync(host, module);
        await Scene.ClaimAsync(await Scene.SessionAsync(module), module);

        Assert.Equal(new ModuleStock(module.Id, 3, 2, 1), await StockAsync(module));
    }

    [Fact]
    public async Task What_is_kept_at_an_earlier_ready_point_is_not_ready_at_once()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        var early = (await Store.Vms.DefineAsync(Scene.Definition(host, module) with { Stage = ReadyStage.AfterOs }, None)).Vm!;
        await Scene.ReportAsync(host, early, PowerState.Paused);

        Assert.Equal(new ModuleStock(module.Id, 0, 0, 0), await StockAsync(module));
    }

    [Fact]
    public async Task Of_several_machines_the_scarcest_counts()
    {
        var module = await Scene.ModuleAsync(machines: ["left", "right"]);
        var host = await Scene.HostAsync(slots: 10);
        await Scene.WarmVmAsync(host, module, "left");
        await Scene.WarmVmAsync(host, module, "left");
        Assert.Equal(new ModuleStock(module.Id, 0, 0, 0), await StockAsync(module));

        await Scene.WarmVmAsync(host, module, "right");
        Assert.Equal(new ModuleStock(module.Id, 1, 0, 0), await StockAsync(module));

        var session = await Scene.SessionAsync(module);
        await Scene.ClaimAsync(session, module, "left");
        await Scene.ClaimAsync(session, module, "right");
        Assert.Equal(new ModuleStock(module.Id, 0, 0, 1), await StockAsync(module));
    }

    [Fact]
    public async Task A_module_without_a_vm_is_left_out()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        await Scene.ReportAsync(host, await Scene.VmAsync(host, module), PowerState.Gone);

        Assert.Null(await StockAsync(module));
    }

    [Fact]
    public async Task What_cannot_be_claimed_is_not_warm()
    {
        var module = await Scene.ModuleAsync();
        var (away, host) = (await Scene.HostAsync(), await Scene.HostAsync());
        await Scene.WarmVmAsync(away, module);
        await Store.Hosts.SetStateAsync(away.HostId, HostState.Draining, None);
        var discarded = await Scene.WarmVmAsync(host, module);
        await Store.Vms.SetWishAsync(discarded.Id, VmWish.Destroy, true, None);
        await Scene.WarmVmAsync(host, module);
        Assert.Equal(1, (await StockAsync(module))!.Warm);

        await Store.Catalog.SaveAsync(module, 1, None);
        Assert.Equal(new ModuleStock(module.Id, 0, 0, 0), await StockAsync(module));
    }
}
