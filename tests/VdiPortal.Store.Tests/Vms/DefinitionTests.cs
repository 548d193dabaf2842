using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

public sealed class DefinitionTests : StoreTest
{
    [Fact]
    public async Task A_pools_vm_takes_the_lowest_free_slot_and_its_memory()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 3, memoryMiB: 4096);
        var first = await Scene.VmAsync(host, module);
        await Scene.VmAsync(host, module);
        await Scene.ReportAsync(host, first, PowerState.Gone);
        var definition = Scene.Definition(host, module);

        var result = await Store.Vms.DefineAsync(definition, None);

        var expected = new Vm(
            definition.Id, module.Id, 1, Scene.Machine, module.Machines[0].Template, new SlotId(host.HostId, 0), PowerState.Defined, VmWish.Warm,
            1, null, null, 0, Scene.VmMiB, null, Time.Now, null, null);
        Assert.Equal(new DefineResult(DefineOutcome.Defined, expected), result);
        Assert.Equal(expected, await Store.Vms.GetAsync(definition.Id, None));
        var after = await Store.Hosts.GetAsync(host.HostId, None);
        Assert.Equal((2, 2 * Scene.VmMiB), (after!.UsedSlots, after.ReservedMiB));
    }

    [Fact]
    public async Task A_sessions_vm_is_claimed_from_the_beginning()
    {
        var module = await Scene.ModuleAsync();
        var session = await Scene.SessionAsync(module);

        var vm = await Scene.VmAsync(await Scene.HostAsync(), module, session);

        Assert.Equal((session.Id, VmWish.Run, Time.Now), (vm.SessionId, vm.Wish, vm.ClaimedAt));
    }

    [Fact]
    public async Task The_same_id_makes_no_second_vm()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        var definition = Scene.Definition(host, module);
        var first = await Store.Vms.DefineAsync(definition, None);

        var again = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.Vms.DefineAsync(definition, None)));

        Assert.All(again, result => Assert.Equal(first, result));
        Assert.Equal(1, (await Store.Hosts.GetAsync(host.HostId, None))!.UsedSlots);
    }

    [Fact]
    public async Task A_session_gets_one_vm_of_a_machine_however_many_are_defined_at_once()
    {
        var module = await Scene.ModuleAsync();
        HostConnection[] hosts = [await Scene.HostAsync(), await Scene.HostAsync()];
        var session = await Scene.SessionAsync(module);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            index => Store.Vms.DefineAsync(Scene.Definition(hosts[index % 2], module, session), None)));

        Assert.Single(results.Select(result => result.Vm!.Id).Distinct());
        Assert.Equal(1, (await Store.Hosts.ListAsync(None)).Sum(host => host.UsedSlots));
        Assert.Equal(Scene.VmMiB, (await Store.Hosts.ListAsync(None)).Sum(host => host.ReservedMiB));
    }

    [Fact]
    public async Task A_full_host_has_no_slot()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 1);
        await Scene.VmAsync(host, module);

        Assert.Equal(new DefineResult(DefineOutcome.NoSlot, null), await Store.Vms.DefineAsync(Scene.Definition(host, module), None));
    }

    [Theory]
    [InlineData(HostState.Draining)]
    [InlineData(HostState.Maintenance)]
    [InlineData(HostState.Offline)]
    public async Task A_host_out_of_use_has_no_slot(HostState state)
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        await Store.Hosts.SetStateAsync(host.HostId, state, None);

        Assert.Equal(DefineOutcome.NoSlot, (await Store.Vms.DefineAsync(Scene.Definition(host, module), None)).Outcome);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_or_complains_has_no_slot()
    {
        var module = await Scene.ModuleAsync();
        var silent = await Scene.HostAsync();
        await Store.Hosts.MarkUnreachableAsync(TimeSpan.FromSeconds(-1), None);
        var ill = await Scene.HostAsync();
        await Store.Hosts.KeepAliveAsync(ill, new HostLoad(0, 0, 0, "QEMU is missing"), None);

        Assert.Equal(DefineOutcome.NoSlot, (await Store.Vms.DefineAsync(Scene.Definition(silent, module), None)).Outcome);
        Assert.Equal(DefineOutcome.NoSlot, (await Store.Vms.DefineAsync(Scene.Definition(ill, module), None)).Outcome);
    }

    [Fact]
    public async Task A_host_without_the_memory_says_so()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 4, memoryMiB: (2 * Scene.VmMiB) - 1);
        await Scene.VmAsync(host, module);

        Assert.Equal(new DefineResult(DefineOutcome.NoMemory, null), await Store.Vms.DefineAsync(Scene.Definition(host, module), None));
        Assert.Equal(1, (await Store.Hosts.GetAsync(host.HostId, None))!.UsedSlots);
    }

    [Fact]
    public async Task A_desktop_is_used_by_one_vm_at_a_time()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var host = await Scene.HostAsync();
        var user = await Scene.UserAsync();
        var earlier = await Scene.SessionAsync(module, user);
        var vm = await Scene.VmAsync(host, module, earlier, desktop: earlier.DesktopId);
        await Scene.EndAsync(earlier);
        var later = await Scene.SessionAsync(module, user);
        var definition = Scene.Definition(host, module, later, desktop: later.DesktopId);

        Assert.Equal(new DefineResult(DefineOutcome.DesktopInUse, null), await Store.Vms.DefineAsync(definition, None));
        await Scene.ReportAsync(host, vm, PowerState.Gone);
        Assert.Equal(DefineOutcome.Defined, (await Store.Vms.DefineAsync(definition, None)).Outcome);
    }

    [Fact]
    public async Task A_desktop_that_is_wanted_on_two_hosts_at_once_gets_one_vm()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        HostConnection[] hosts = [await Scene.HostAsync(), await Scene.HostAsync()];
        var user = await Scene.UserAsync();
        var earlier = await Scene.SessionAsync(module, user);
        await Scene.EndAsync(earlier);
        var later = await Scene.SessionAsync(module, user);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Store.Vms.DefineAsync(
            Scene.Definition(hosts[index % 2], module, index / 2 % 2 == 0 ? earlier : later, desktop: later.DesktopId), None)));

        Assert.Single(results.Where(result => result.Vm is not null).Select(result => result.Vm!.Id).Distinct());
        Assert.All(results.Where(result => result.Vm is null), result => Assert.Equal(DefineOutcome.DesktopInUse, result.Outcome));
    }

    [Fact]
    public async Task A_desktops_home_moves_only_while_it_has_no_disk()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var (first, second) = (await Scene.HostAsync(), await Scene.HostAsync());
        var user = await Scene.UserAsync();

        Assert.Equal(first.HostId, await UseOnAsync(first));
        Assert.Equal(second.HostId, await UseOnAsync(second));
        var desktop = Assert.Single(await Store.Desktops.ListOfUserAsync(user.Id, None));
        await Store.Desktops.MarkUsedAsync(desktop.Id, Time.Now, None);
        Assert.Equal(second.HostId, await UseOnAsync(first));

        async Task<HostId?> UseOnAsync(HostConnection host)
        {
            var session = await Scene.SessionAsync(module, user);
            var vm = await Scene.VmAsync(host, module, session, desktop: session.DesktopId);
            var home = (await Store.Desktops.GetAsync(session.DesktopId!.Value, None))!.HomeHost;
            await Scene.ReportAsync(host, vm, PowerState.Gone);
            await Scene.EndAsync(session);
            return home;
        }
    }

    [Fact]
    public async Task Eight_definers_never_take_more_slots_or_memory_than_the_host_has()
    {
        var module = await Scene.ModuleAsync();
        var bySlots = await Scene.HostAsync(slots: 20, memoryMiB: 100 * Scene.VmMiB);
        var byMemory = await Scene.HostAsync(slots: 100, memoryMiB: (20 * Scene.VmMiB) + 1);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(DefineAllAsync)));

        Assert.Equal(40, results.Sum());
        foreach (var host in await Store.Hosts.ListAsync(None))
            Assert.Equal((20, 20 * Scene.VmMiB), (host.UsedSlots, host.ReservedMiB));
        Assert.Equal(40, (await Store.Vms.ListAsync(None)).Select(vm => vm.Slot).Distinct().Count());

        async Task<int> DefineAllAsync()
        {
            var defined = 0;
            for (var count = 0; count < 12; count++)
            {
                foreach (var host in new[] { bySlots, byMemory })
                    defined += (await Store.Vms.DefineAsync(Scene.Definition(host, module), None)).Outcome == DefineOutcome.Defined ? 1 : 0;
            }

            return defined;
        }
    }

    [Fact]
    public async Task Slots_and_memory_come_out_right_when_vms_come_and_go_at_once()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 5, memoryMiB: 4 * Scene.VmMiB);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(ComeAndGoAsync)));

        var after = await Store.Hosts.GetAsync(host.HostId, None);
        Assert.Equal((0, 0, 5), (after!.UsedSlots, after.ReservedMiB, after.FreeSlots));

        async Task ComeAndGoAsync()
        {
            for (var count = 0; count < 15; count++)
            {
                var result = await Store.Vms.DefineAsync(Scene.Definition(host, module), None);
                if (result.Vm is { } vm)
                    await Scene.ReportAsync(host, vm, PowerState.Gone);
            }
        }
    }

    [Fact]
    public async Task The_database_itself_refuses_to_promise_memory_that_a_host_has_not()
    {
        var host = await Scene.HostAsync(memoryMiB: 1000);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Store.SqlAsync("UPDATE hosts SET reserved_mib = 1001"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Store.SqlAsync("UPDATE hosts SET reserved_mib = -1"));
        Assert.Equal(0, (await Store.Hosts.GetAsync(host.HostId, None))!.ReservedMiB);
    }
}
