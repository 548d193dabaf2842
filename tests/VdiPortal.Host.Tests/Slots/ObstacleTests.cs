using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Slots;

/// <summary>Steps that do not work at once, and many VMs at the same time.</summary>
public sealed class ObstacleTests
{
    private readonly Guid _vm = Guid.NewGuid();

    [Theory]
    [InlineData("resume", MachineState.Paused, WishTarget.Run, VmPower.Running)]
    [InlineData("pause", MachineState.Running, WishTarget.Pause, VmPower.Paused)]
    public async Task A_step_that_fails_is_tried_again(string step, MachineState from, WishTarget target, VmPower power)
    {
        var time = new ManualTime();
        await using var agent = new Agent(time);
        agent.Adopt(_vm, from).Hinder(step, HypervisorFailureKind.MonitorFailed, times: 2);
        var done = agent.Reports.Next(_vm, power, generation: 2);

        agent.Wish(_vm, 2, target);
        await AdvanceUntilAsync(done, time);
    }

    [Fact]
    public async Task A_step_that_fails_again_and_again_makes_the_VM_broken()
    {
        var time = new ManualTime();
        await using var agent = new Agent(time);
        agent.Adopt(_vm, MachineState.Paused).Hinder("resume", HypervisorFailureKind.MonitorFailed, times: 100);
        var failed = agent.Reports.Next(_vm, VmPower.Failed);

        agent.Wish(_vm, 2, WishTarget.Run);
        await AdvanceUntilAsync(failed, time);

        Assert.Equal("StartFailed", (await failed).FailureCode);
    }

    [Fact]
    public async Task Removing_is_never_given_up()
    {
        var time = new ManualTime();
        await using var agent = new Agent(time);
        var machine = agent.Adopt(_vm, MachineState.Running).Hinder("destroy", HypervisorFailureKind.NotPermitted, times: 30);
        var gone = agent.Reports.Next(_vm, VmPower.Gone);

        agent.Wish(_vm, 2, WishTarget.Destroy);
        await AdvanceUntilAsync(gone, time);

        Assert.Equal(31, machine.Told.Count);
    }

    [Fact]
    public async Task A_guest_that_cannot_be_shut_down_is_ended()
    {
        var time = new ManualTime();
        await using var agent = new Agent(time);
        agent.Adopt(_vm, MachineState.Running).Hinder("shutdown", HypervisorFailureKind.MonitorFailed, times: 30);

        await agent.WishAsync(_vm, 2, WishTarget.ShutDown, VmPower.Gone);
    }

    [Fact]
    public async Task No_more_VMs_are_made_than_there_are_slots()
    {
        await using var agent = new Agent(slots: 2);
        await agent.WishAsync(Guid.NewGuid(), 1, WishTarget.Warm, VmPower.Booting);
        var second = Guid.NewGuid();
        await agent.WishAsync(second, 1, WishTarget.Warm, VmPower.Booting);

        var refused = await agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Failed);
        Assert.Equal("NoFreeSlot", refused.FailureCode);

        await agent.WishAsync(second, 2, WishTarget.Destroy, VmPower.Gone);
        await agent.WishAsync(Guid.NewGuid(), 1, WishTarget.Run, VmPower.Booting);
    }

    [Fact]
    public async Task No_more_VMs_are_made_at_a_time_than_there_are_cores()
    {
        await using var agent = new Agent(slots: 1_000);
        agent.Hypervisor.ReadyAtOnce = true;
        Guid[] vms = [.. Enumerable.Range(0, 100).Select(_ => Guid.NewGuid())];
        var paused = Task.WhenAll(vms.Select(vm => agent.Reports.Next(vm, VmPower.Paused)));

        agent.Engine.Apply([.. vms.Select(vm => Wishes.Wish(vm, 1, WishTarget.Warm))]);
        await paused;

        Assert.InRange(agent.Hypervisor.MostAtATime, 1, Environment.ProcessorCount);
        Assert.All(agent.Hypervisor.Made, made => Assert.Equal(1, made.Value));
    }

    [Fact]
    public async Task An_agent_that_ends_leaves_the_machines_as_they_are()
    {
        var agent = new Agent();
        var machine = agent.Adopt(_vm, MachineState.Running);
        await agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Running);

        await agent.DisposeAsync();

        Assert.Equal(["generation 2"], machine.Told);
        Assert.Equal(MachineState.Running, machine.Status.State);
    }

    [Fact]
    public async Task An_agent_that_ends_lets_a_VM_that_is_being_made_be_finished()
    {
        var agent = new Agent();
        agent.Hypervisor.CreationGate = new TaskCompletionSource();
        await agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Filling);

        var ending = agent.DisposeAsync().AsTask();
        agent.Hypervisor.CreationGate.SetResult();
        await ending.Soon();

        Assert.True(agent.Hypervisor.Has(_vm));
    }

    [Fact]
    public async Task What_is_dead_or_not_understood_at_the_start_is_reported_and_not_touched()
    {
        await using var agent = new Agent();
        var dead = agent.Hypervisor.Add(Wishes.Machine(_vm, 4)).Become(MachineState.Exited, "The host was restarted.", MachineExit.HostRestarted);
        var failed = agent.Reports.Next(_vm, VmPower.Failed);

        agent.Engine.Adopt(new AdoptionReport([], [dead], [new UnknownLeftover("/somewhere", "It makes no sense.")]));

        Assert.Equal(("HostRestarted", 4L), ((await failed).FailureCode, (await failed).Generation));
        Assert.Empty(dead.Told);
    }

    /// <summary>Moves time on whenever somebody waits for it.</summary>
    private static async Task AdvanceUntilAsync(Task done, ManualTime time)
    {
        while (await Task.WhenAny(done, time.TimerWithin(TimeSpan.FromSeconds(31))) != done)
            time.Advance(TimeSpan.FromSeconds(31));

        await done;
    }
}
