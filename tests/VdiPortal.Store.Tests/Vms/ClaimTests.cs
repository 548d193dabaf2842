using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

public sealed class ClaimTests : StoreTest
{
    [Fact]
    public async Task A_warm_vm_goes_to_the_session_and_shall_run()
    {
        var module = await Scene.ModuleAsync();
        var warm = await Scene.WarmVmAsync(await Scene.HostAsync(), module);
        var session = await Scene.SessionAsync(module);
        var at = Time.Advance(TimeSpan.FromSeconds(3));

        var claimed = await Scene.ClaimAsync(session, module);

        Assert.Equal(warm with { SessionId = session.Id, Wish = VmWish.Run, Generation = warm.Generation + 1, ClaimedAt = at }, claimed);
        Assert.Equal(claimed, await Store.Vms.GetAsync(warm.Id, None));
    }

    [Fact]
    public async Task Of_those_that_are_warm_the_one_that_has_come_furthest_is_claimed()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        foreach (var stage in new[] { ReadyStage.BeforeOs, ReadyStage.AfterServices, ReadyStage.AfterOs })
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            var vm = (await Store.Vms.DefineAsync(Scene.Definition(host, module) with { Stage = stage }, None)).Vm!;
            Assert.Equal(stage, vm.Stage);
            await Scene.ReportAsync(host, vm, PowerState.Paused);
        }

        foreach (var stage in new[] { ReadyStage.AfterServices, ReadyStage.AfterOs, ReadyStage.BeforeOs })
            Assert.Equal(stage, (await Scene.ClaimAsync(await Scene.SessionAsync(module), module))!.Stage);
    }

    [Fact]
    public async Task A_repeated_claim_returns_the_first_vm()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        await Scene.WarmVmAsync(host, module);
        await Scene.WarmVmAsync(host, module);
        var session = await Scene.SessionAsync(module);

        var first = await Scene.ClaimAsync(session, module);
        var second = await Scene.ClaimAsync(session, module);

        Assert.NotNull(first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_session_whose_vm_is_gone_gets_no_second_one()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        await Scene.WarmVmAsync(host, module);
        await Scene.WarmVmAsync(host, module);
        var session = await Scene.SessionAsync(module);
        var first = await Scene.ClaimAsync(session, module);
        await Scene.ReportAsync(host, first!, PowerState.Gone);

        var second = await Scene.ClaimAsync(session, module);

        Assert.Equal(first!.Id, second!.Id);
        Assert.Equal(PowerState.Gone, second.Power);
    }

    [Fact]
    public async Task A_session_gets_one_vm_of_each_machine()
    {
        var module = await Scene.ModuleAsync(machines: ["left", "right"]);
        var host = await Scene.HostAsync();
        var left = await Scene.WarmVmAsync(host, module, "left");
        var right = await Scene.WarmVmAsync(host, module, "right");
        var session = await Scene.SessionAsync(module);

        Assert.Equal(right.Id, (await Scene.ClaimAsync(session, module, "right"))!.Id);
        Assert.Equal(left.Id, (await Scene.ClaimAsync(session, module, "left"))!.Id);
    }

    [Fact]
    public async Task The_vm_that_has_been_ready_longest_goes_first()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        var defined = new List<Vm>();
        for (var count = 0; count < 3; count++)
            defined.Add(await Scene.VmAsync(host, module));
        foreach (var vm in new[] { defined[1], defined[2], defined[0] })
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await Scene.ReportAsync(host, vm, PowerState.Paused);
        }

        List<VmId> order = [];
        for (var count = 0; count < 3; count++)
            order.Add((await Scene.ClaimAsync(await Scene.SessionAsync(module), module))!.Id);

        Assert.Equal([defined[1].Id, defined[2].Id, defined[0].Id], order);
    }

    [Theory]
    [InlineData(PowerState.Defined)]
    [InlineData(PowerState.Filling)]
    [InlineData(PowerState.Booting)]
    [InlineData(PowerState.Ready)]
    [InlineData(PowerState.Running)]
    [InlineData(PowerState.Suspended)]
    [InlineData(PowerState.Stopping)]
    [InlineData(PowerState.Failed)]
    [InlineData(PowerState.Gone)]
    public async Task Only_a_paused_vm_is_warm(PowerState power)
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        var vm = await Scene.VmAsync(host, module);
        if (power != PowerState.Defined)
            await Scene.ReportAsync(host, vm, power);

        Assert.Null(await Scene.ClaimAsync(await Scene.SessionAsync(module), module));
    }

    [Theory]
    [InlineData(VmWish.Run)]
    [InlineData(VmWish.Pause)]
    [InlineData(VmWish.ShutDown)]
    [InlineData(VmWish.Destroy)]
    public async Task Only_a_vm_that_is_wished_warm_is_taken(VmWish wish)
    {
        var module = await Scene.ModuleAsync();
        var vm = await Scene.WarmVmAsync(await Scene.HostAsync(), module);
        await Store.Vms.SetWishAsync(vm.Id, wish, onlyUnclaimed: true, None);

        Assert.Null(await Scene.ClaimAsync(await Scene.SessionAsync(module), module));
    }

    [Theory]
    [InlineData(HostState.Draining)]
    [InlineData(HostState.Maintenance)]
    [InlineData(HostState.Offline)]
    public async Task Nothing_is_taken_from_a_host_out_of_use(HostState state)
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        await Scene.WarmVmAsync(host, module);
        await Store.Hosts.SetStateAsync(host.HostId, state, None);

        Assert.Null(await Scene.ClaimAsync(await Scene.SessionAsync(module), module));
    }

    [Fact]
    public async Task Nothing_is_taken_from_a_host_that_does_not_answer()
    {
        var module = await Scene.ModuleAsync();
        await Scene.WarmVmAsync(await Scene.HostAsync(), module);
        Assert.Single(await Store.Hosts.MarkUnreachableAsync(TimeSpan.FromSeconds(-1), None));

        Assert.Null(await Scene.ClaimAsync(await Scene.SessionAsync(module), module));
    }

    [Fact]
    public async Task A_vm_of_another_module_version_or_machine_is_not_taken()
    {
        var module = await Scene.ModuleAsync(machines: ["left", "right"]);
        await Scene.WarmVmAsync(await Scene.HostAsync(), module, "left");
        var other = await Scene.ModuleAsync(machines: ["left"]);
        var newer = (await Store.Catalog.SaveAsync(module, 1, None))!;

        Assert.Null(await Scene.ClaimAsync(await Scene.SessionAsync(other), other, "left"));
        Assert.Null(await Scene.ClaimAsync(await Scene.SessionAsync(newer), newer, "left"));
        Assert.Null(await Scene.ClaimAsync(await Scene.SessionAsync(module), module, "right"));
    }

    [Fact]
    public async Task With_a_desktop_the_vm_takes_it_over_and_its_host_becomes_the_desktops_home()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var host = await Scene.HostAsync();
        await Scene.WarmVmAsync(host, module);
        var session = await Scene.SessionAsync(module);

        var claimed = await Scene.ClaimAsync(session, module, desktop: session.DesktopId);

        Assert.Equal(session.DesktopId, claimed!.DesktopId);
        Assert.Equal(host.HostId, (await Store.Desktops.GetAsync(session.DesktopId!.Value, None))!.HomeHost);
        Assert.Equal(claimed, await Scene.ClaimAsync(session, module, desktop: session.DesktopId));
    }

    [Fact]
    public async Task A_desktop_that_another_vm_has_gets_none()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var host = await Scene.HostAsync();
        var user = await Scene.UserAsync();
        var earlier = await Scene.SessionAsync(module, user);
        await Scene.VmAsync(host, module, earlier, desktop: earlier.DesktopId);
        await Scene.EndAsync(earlier);
        await Scene.WarmVmAsync(host, module);
        var session = await Scene.SessionAsync(module, user);

        Assert.Equal(earlier.DesktopId, session.DesktopId);
        Assert.Null(await Scene.ClaimAsync(session, module, desktop: session.DesktopId));
    }

    [Fact]
    public async Task A_desktop_that_has_a_disk_is_never_put_on_a_warm_vm()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        await Scene.WarmVmAsync(await Scene.HostAsync(), module);
        var session = await Scene.SessionAsync(module);
        await Store.Desktops.MarkUsedAsync(session.DesktopId!.Value, Time.Now, None);

        Assert.Null(await Scene.ClaimAsync(session, module, desktop: session.DesktopId));
    }

    [Fact]
    public async Task Claims_of_one_session_at_the_same_time_get_the_same_vm()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var host = await Scene.HostAsync(slots: 8);
        for (var count = 0; count < 8; count++)
            await Scene.WarmVmAsync(host, module);
        var session = await Scene.SessionAsync(module);

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            index => Scene.ClaimAsync(session, module, desktop: index % 2 == 0 ? session.DesktopId : null)));

        Assert.Single(claims.Select(vm => vm!.Id).Distinct());
        Assert.Single(await Store.Vms.ListOfSessionAsync(session.Id, None));
    }

    [Fact]
    public async Task Claims_for_one_desktop_at_the_same_time_give_it_one_vm()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var host = await Scene.HostAsync(slots: 8);
        for (var count = 0; count < 8; count++)
            await Scene.WarmVmAsync(host, module);
        var user = await Scene.UserAsync();
        var first = await Scene.SessionAsync(module, user);
        await Scene.EndAsync(first);
        var second = await Scene.SessionAsync(module, user);

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            index => Scene.ClaimAsync(index % 2 == 0 ? first : second, module, desktop: first.DesktopId)));

        Assert.Single(claims.OfType<Vm>().Select(vm => vm.Id).Distinct());
    }
}
