using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Slots;

/// <summary>Wishes that come late, twice, out of order, or after a restart.</summary>
public sealed class FencingTests : IAsyncLifetime
{
    private readonly Guid _vm = Guid.NewGuid();
    private readonly Agent _agent = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _agent.DisposeAsync().AsTask();

    [Fact]
    public async Task A_wish_that_was_overtaken_does_nothing()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused, generation: 5);
        await _agent.WishAsync(_vm, 7, WishTarget.Run, VmPower.Running);

        _agent.Wish(_vm, 6, WishTarget.Destroy);
        _agent.Wish(_vm, 5, WishTarget.Pause);
        await _agent.WishAsync(_vm, 8, WishTarget.Run, VmPower.Running);

        Assert.Equal(["generation 7", "resume", "generation 8"], machine.Told);
    }

    [Fact]
    public async Task What_a_machine_has_seen_before_the_agents_start_counts()
    {
        var machine = _agent.Adopt(_vm, MachineState.Running, generation: 5);

        _agent.Wish(_vm, 4, WishTarget.Destroy);
        await _agent.WishAsync(_vm, 6, WishTarget.Pause, VmPower.Paused);

        Assert.Equal(["generation 6", "pause"], machine.Told);
    }

    [Fact]
    public async Task The_generation_of_an_adopted_machine_may_be_wished_again()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused, generation: 5);

        await _agent.WishAsync(_vm, 5, WishTarget.Run, VmPower.Running);

        Assert.Equal(["resume"], machine.Told);
    }

    [Fact]
    public async Task A_repeated_wish_is_harmless()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused);
        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Running);
        for (var i = 0; i < 20; i++)
            _agent.Wish(_vm, 2, WishTarget.Run);

        await _agent.WishAsync(_vm, 3, WishTarget.Pause, VmPower.Paused);

        Assert.Equal(["generation 2", "resume", "generation 3", "pause"], machine.Told);
    }

    [Fact]
    public async Task One_generation_with_two_targets_is_a_mistake_of_the_portals_and_the_first_one_counts()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused);
        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Running);

        _agent.Wish(_vm, 2, WishTarget.Destroy);
        await _agent.WishAsync(_vm, 3, WishTarget.Run, VmPower.Running);

        Assert.DoesNotContain("destroy", machine.Told);
    }

    [Fact]
    public async Task A_removed_VM_never_comes_back()
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Warm, VmPower.Booting);
        await _agent.WishAsync(_vm, 3, WishTarget.Destroy, VmPower.Gone);

        _agent.Wish(_vm, 2, WishTarget.Run);
        await _agent.WishAsync(_vm, 3, WishTarget.Destroy, VmPower.Gone);
        await _agent.WishAsync(_vm, 4, WishTarget.Run, VmPower.Gone);

        Assert.Equal(1, Assert.Single(_agent.Hypervisor.Made).Value);
        Assert.False(_agent.Hypervisor.Has(_vm));
    }

    [Fact]
    public async Task A_removed_VM_does_not_come_back_after_a_restart_of_the_agent_either()
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Warm, VmPower.Booting);
        await _agent.WishAsync(_vm, 3, WishTarget.Destroy, VmPower.Gone);
        await _agent.DisposeAsync();

        await using var next = new Agent(data: _agent.Data);
        next.Wish(_vm, 2, WishTarget.Run);
        await next.WishAsync(_vm, 4, WishTarget.Run, VmPower.Gone);

        Assert.Empty(next.Hypervisor.Made);
    }

    [Fact]
    public async Task A_removal_that_a_restart_cut_short_is_finished()
    {
        var machine = _agent.Adopt(_vm, MachineState.Running).Hinder("destroy", HypervisorFailureKind.NotPermitted, times: 1_000);
        await _agent.WishAsync(_vm, 2, WishTarget.Destroy, VmPower.Stopping);
        await _agent.DisposeAsync();
        Assert.Contains("destroy", machine.Told);

        await using var next = new Agent(data: _agent.Data);
        var gone = next.Reports.Next(_vm, VmPower.Gone);
        next.Adopt(_vm, MachineState.Running);

        Assert.Equal(2, (await gone).Generation);
    }

    [Fact]
    public async Task A_machine_that_has_seen_more_than_the_portal_voids_the_wish()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused);
        machine.Generation = 9;

        _agent.Wish(_vm, 2, WishTarget.Run);
        await _agent.Reports.Next(_vm, status => status.Generation == 9);

        Assert.Empty(machine.Told);
        await _agent.WishAsync(_vm, 10, WishTarget.Run, VmPower.Running);
    }

    [Fact]
    public async Task A_generation_that_cannot_be_written_down_on_a_full_disk_is_remembered()
    {
        var machine = _agent.Adopt(_vm, MachineState.Running).Hinder("generation", HypervisorFailureKind.DiskFull, times: 10);

        await _agent.WishAsync(_vm, 5, WishTarget.Pause, VmPower.Paused);
        _agent.Wish(_vm, 4, WishTarget.Run);
        await _agent.WishAsync(_vm, 6, WishTarget.Pause, VmPower.Paused);

        Assert.Equal(["generation 5", "pause", "generation 6"], machine.Told);
    }

    [Fact]
    public async Task Of_wishes_in_any_order_the_highest_decides()
    {
        var random = new Random(20260302);
        for (var round = 0; round < 50; round++)
        {
            var vm = Guid.NewGuid();
            var machine = _agent.Adopt(vm, MachineState.Paused);
            Wish[] wishes = [.. Enumerable.Range(2, 10).Select(n => Wishes.Wish(vm, n, n % 2 == 0 ? WishTarget.Run : WishTarget.Pause))];
            random.Shuffle(wishes);
            var settled = _agent.Reports.Next(vm, status => status is { Generation: 11, Power: VmPower.Paused });

            Parallel.ForEach(wishes, wish => _agent.Engine.Apply([wish]));
            await settled;

            Assert.Equal(MachineState.Paused, machine.Status.State);
            Assert.Equal(11, machine.Generation);
        }
    }

    [Fact]
    public async Task Nonsense_is_ignored()
    {
        _agent.Engine.Apply([null!, new Wish(Guid.Empty, 1, WishTarget.Run, null), new Wish(_vm, -1, WishTarget.Run, null), new Wish(_vm, 1, (WishTarget)77, null)]);

        await _agent.WishAsync(_vm, 1, WishTarget.Warm, VmPower.Booting);
    }
}
