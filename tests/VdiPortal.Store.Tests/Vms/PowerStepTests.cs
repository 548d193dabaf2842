using Npgsql;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

public sealed class PowerStepTests : StoreTest
{
    [Fact]
    public async Task The_database_knows_the_same_steps_as_the_broker()
    {
        var listed = await Store.SqlAsync<string[]>("SELECT array_agg(from_power || '>' || to_power) FROM vm_power_steps");

        Assert.Equal(PowerSteps.All.Select(step => $"{step.From}>{step.To}").Order(), listed!.Order());
    }

    [Fact]
    public async Task The_database_refuses_every_other_step()
    {
        var host = await Scene.HostAsync(slots: 100, memoryMiB: 100 * Scene.VmMiB);
        var module = await Scene.ModuleAsync();
        var states = Enum.GetValues<PowerState>();
        foreach (var from in states)
        {
            var vm = await Scene.VmAsync(host, module);
            if (from != PowerState.Defined)
                await Scene.ReportAsync(host, vm, from);
            foreach (var to in states.Where(to => to != from && !PowerSteps.IsLegal(from, to)))
                await Assert.ThrowsAsync<PostgresException>(() => Store.SqlAsync($"UPDATE vms SET power = '{to}' WHERE id = '{vm.Id}'"));
            Assert.Equal(from, (await Store.Vms.GetAsync(vm.Id, None))!.Power);
        }
    }

    [Fact]
    public async Task A_vm_cannot_begin_in_the_middle_of_its_life()
    {
        await Scene.VmAsync(await Scene.HostAsync(), await Scene.ModuleAsync());

        var exception = await Assert.ThrowsAsync<PostgresException>(() => Store.SqlAsync("""
            INSERT INTO vms (id, module_id, module_version, machine_name, template_id, template_version, host_id, slot, power, wish, generation, reserved_mib, created_at)
            SELECT gen_random_uuid(), module_id, module_version, machine_name, template_id, template_version, host_id, 2, 'Running', 'Run', 1, 1, now() FROM vms
            """));

        Assert.Equal("vm_power_steps", exception.ConstraintName);
    }
}
