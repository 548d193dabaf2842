using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Hosts;

public sealed class RegistrationTests : StoreTest
{
    private readonly Guid _replica = Guid.NewGuid();

    private Task<(HostConnection Connection, bool Rebooted)> RegisterAsync(HostRegistration registration) =>
        Store.Hosts.RegisterAsync(registration, _replica, None);

    private async Task<VmHost> HostAsync(HostConnection connection) => (await Store.Hosts.GetAsync(connection.HostId, None))!;

    [Fact]
    public async Task A_new_host_is_online_with_its_slots_free()
    {
        var (connection, rebooted) = await RegisterAsync(Scene.Registration("alpha", slots: 3, memoryMiB: 4096));

        var host = await HostAsync(connection);
        Assert.False(rebooted);
        Assert.Equal((_replica, 1), (connection.Replica, connection.Number));
        Assert.Equal(
            ("alpha", HostState.Online, 3, 0, 4096, 0, 8, "here", "0.1.0", "QEMU 7.2, TCG", "unix:/run/x", "boot-1"),
            (host.Name, host.State, host.Slots, host.UsedSlots, host.MemoryMiB, host.ReservedMiB, host.CpuCores, host.Site, host.AgentVersion,
                host.Hypervisor, host.ConsoleEndpoint, host.BootId));
        Assert.Equal(["fast"], host.Labels);
        Assert.Null(host.Problem);
        Assert.Equal("0,1,2", await Store.SqlAsync<string>("SELECT string_agg(number::text, ',' ORDER BY number) FROM slots"));
    }

    [Fact]
    public async Task A_host_of_that_name_is_taken_back_with_a_new_connection_number()
    {
        var first = (await RegisterAsync(Scene.Registration())).Connection;
        var replica = Guid.NewGuid();

        var (second, rebooted) = await Store.Hosts.RegisterAsync(Scene.Registration() with { Site = "there" }, replica, None);

        Assert.Equal(new HostConnection(first.HostId, replica, 2), second);
        Assert.False(rebooted);
        Assert.Equal(second, await Store.Hosts.GetConnectionAsync(first.HostId, None));
        Assert.Equal("there", Assert.Single(await Store.Hosts.ListAsync(None)).Site);
    }

    [Fact]
    public async Task Another_boot_id_says_that_the_host_was_restarted()
    {
        await RegisterAsync(Scene.Registration(bootId: "boot-1"));

        Assert.True((await RegisterAsync(Scene.Registration(bootId: "boot-2"))).Rebooted);
        Assert.False((await RegisterAsync(Scene.Registration(bootId: "boot-2"))).Rebooted);
    }

    [Fact]
    public async Task A_host_that_grows_gets_the_missing_slots()
    {
        var connection = (await RegisterAsync(Scene.Registration(slots: 2))).Connection;
        var module = await Scene.ModuleAsync();
        await Scene.VmAsync(connection, module);

        await RegisterAsync(Scene.Registration(slots: 5));

        Assert.Equal((5, 1), ((await HostAsync(connection)).Slots, (await HostAsync(connection)).UsedSlots));
    }

    [Fact]
    public async Task Of_a_host_that_shrinks_taken_slots_stay_until_they_are_free()
    {
        var connection = (await RegisterAsync(Scene.Registration(slots: 4))).Connection;
        var module = await Scene.ModuleAsync();
        List<Vm> vms = [];
        for (var count = 0; count < 3; count++)
            vms.Add(await Scene.VmAsync(connection, module));

        connection = (await RegisterAsync(Scene.Registration(slots: 1))).Connection;
        Assert.Equal((3, 3), ((await HostAsync(connection)).Slots, (await HostAsync(connection)).UsedSlots));

        await Scene.ReportAsync(connection, vms[1], PowerState.Gone);
        await Scene.ReportAsync(connection, vms[0], PowerState.Gone);
        Assert.Equal((2, 1), ((await HostAsync(connection)).Slots, (await HostAsync(connection)).UsedSlots));

        Assert.Equal(0, (await Scene.VmAsync(connection, module)).Slot.Number);
        Assert.Equal(DefineOutcome.NoSlot, (await Store.Vms.DefineAsync(Scene.Definition(connection, module), None)).Outcome);
        await Scene.ReportAsync(connection, vms[2], PowerState.Gone);
        Assert.Equal((1, 1), ((await HostAsync(connection)).Slots, (await HostAsync(connection)).UsedSlots));
    }

    [Fact]
    public async Task A_surplus_slot_is_not_given_out_again()
    {
        var connection = (await RegisterAsync(Scene.Registration(slots: 2))).Connection;
        var module = await Scene.ModuleAsync();
        await Scene.VmAsync(connection, module);
        await Scene.VmAsync(connection, module);

        connection = (await RegisterAsync(Scene.Registration(slots: 0))).Connection;

        Assert.Equal(0, (await HostAsync(connection)).FreeSlots);
        Assert.Equal(DefineOutcome.NoSlot, (await Store.Vms.DefineAsync(Scene.Definition(connection, module), None)).Outcome);
    }

    [Fact]
    public async Task A_host_with_less_memory_than_promised_counts_as_having_what_its_vms_hold()
    {
        var connection = (await RegisterAsync(Scene.Registration(memoryMiB: 4 * Scene.VmMiB))).Connection;
        var module = await Scene.ModuleAsync();
        var first = await Scene.VmAsync(connection, module);
        await Scene.VmAsync(connection, module);

        connection = (await RegisterAsync(Scene.Registration(memoryMiB: 100))).Connection;
        Assert.Equal((2 * Scene.VmMiB, 0), ((await HostAsync(connection)).MemoryMiB, (await HostAsync(connection)).FreeMiB));

        await Scene.ReportAsync(connection, first, PowerState.Gone);
        Assert.Equal((Scene.VmMiB, 0), ((await HostAsync(connection)).MemoryMiB, (await HostAsync(connection)).FreeMiB));
        Assert.Equal(DefineOutcome.NoMemory, (await Store.Vms.DefineAsync(Scene.Definition(connection, module), None)).Outcome);
    }

    [Theory]
    [InlineData(HostState.Online)]
    [InlineData(HostState.Draining)]
    [InlineData(HostState.Maintenance)]
    [InlineData(HostState.Offline)]
    public async Task What_an_administrator_wants_outlives_a_registration(HostState wanted)
    {
        var connection = (await RegisterAsync(Scene.Registration())).Connection;
        Assert.True(await Store.Hosts.SetStateAsync(connection.HostId, wanted, None));

        await RegisterAsync(Scene.Registration());

        Assert.Equal(wanted, (await HostAsync(connection)).State);
    }

    [Fact]
    public async Task A_draining_host_that_was_silent_comes_back_draining()
    {
        var connection = (await RegisterAsync(Scene.Registration())).Connection;
        await Store.Hosts.SetStateAsync(connection.HostId, HostState.Draining, None);
        Assert.Equal(HostState.Unreachable, Assert.Single(await Store.Hosts.MarkUnreachableAsync(TimeSpan.FromSeconds(-1), None)).State);

        await RegisterAsync(Scene.Registration());

        Assert.Equal(HostState.Draining, (await HostAsync(connection)).State);
    }

    [Fact]
    public async Task Registrations_of_one_name_at_the_same_time_make_one_host()
    {
        var registered = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RegisterAsync(Scene.Registration(slots: 20))));

        Assert.Single(registered.Select(one => one.Connection.HostId).Distinct());
        Assert.Equal(Enumerable.Range(1, 8).Select(number => (long)number), registered.Select(one => one.Connection.Number).Order());
        Assert.Equal(20, Assert.Single(await Store.Hosts.ListAsync(None)).Slots);
    }

    [Fact]
    public async Task A_host_of_ten_thousand_slots_can_join()
    {
        var connection = (await RegisterAsync(Scene.Registration(slots: 10_000))).Connection;

        Assert.Equal(10_000, (await HostAsync(connection)).Slots);
    }
}
