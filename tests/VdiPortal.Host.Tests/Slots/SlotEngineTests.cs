using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Slots;

/// <summary>What the agent does for one VM, from each state towards each wish.</summary>
public sealed class SlotEngineTests : IAsyncLifetime
{
    private readonly Guid _vm = Guid.NewGuid();
    private readonly Agent _agent = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _agent.DisposeAsync().AsTask();

    [Theory]
    [InlineData("Ready", "Warm", "Paused", "generation 2, pause")]
    [InlineData("Paused", "Warm", "Paused", "generation 2")]
    [InlineData("Ready", "Run", "Running", "generation 2")]
    [InlineData("Paused", "Run", "Running", "generation 2, resume")]
    [InlineData("Running", "Run", "Running", "generation 2")]
    [InlineData("Running", "Pause", "Paused", "generation 2, pause")]
    [InlineData("Ready", "Pause", "Paused", "generation 2, pause")]
    [InlineData("Booting", "ShutDown", "Gone", "generation 2, shutdown, destroy")]
    [InlineData("Running", "ShutDown", "Gone", "generation 2, shutdown, destroy")]
    [InlineData("Paused", "ShutDown", "Gone", "generation 2, shutdown, destroy")]
    [InlineData("Exited", "ShutDown", "Gone", "destroy")]
    [InlineData("Booting", "Destroy", "Gone", "destroy")]
    [InlineData("Paused", "Destroy", "Gone", "destroy")]
    [InlineData("Running", "Destroy", "Gone", "destroy")]
    [InlineData("Exited", "Destroy", "Gone", "destroy")]
    public async Task An_adopted_machine_is_brought_where_the_portal_wishes(string from, string target, string power, string told)
    {
        var machine = _agent.Adopt(_vm, Enum.Parse<MachineState>(from));

        await _agent.WishAsync(_vm, 2, Enum.Parse<WishTarget>(target), Enum.Parse<VmPower>(power));

        Assert.Equal(told, string.Join(", ", machine.Told));
    }

    [Fact]
    public async Task A_warm_VM_is_made_booted_and_paused_when_it_is_ready()
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Warm, VmPower.Booting);
        var machine = _agent.Hypervisor[_vm];
        var paused = _agent.Reports.Next(_vm, VmPower.Paused);
        machine.Become(MachineState.Ready);
        await paused;

        Assert.Equal(["pause"], machine.Told);
        Assert.Equal(1, machine.Spec.Generation);
        var powers = _agent.Reports.Of(_vm).Select(status => status.Power).Distinct();
        Assert.Empty(powers.Except([VmPower.Filling, VmPower.Booting, VmPower.Ready, VmPower.Paused]));
    }

    [Fact]
    public async Task A_VM_that_shall_run_is_never_paused_on_the_way()
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Booting);
        var machine = _agent.Hypervisor[_vm];
        var running = _agent.Reports.Next(_vm, VmPower.Running);
        machine.Become(MachineState.Ready);
        await running;

        Assert.Empty(machine.Told);
    }

    [Fact]
    public async Task A_warm_VM_that_is_claimed_while_it_boots_is_not_paused()
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Warm, VmPower.Booting);
        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Booting);
        var machine = _agent.Hypervisor[_vm];
        var running = _agent.Reports.Next(_vm, VmPower.Running);
        machine.Become(MachineState.Ready);
        await running;

        Assert.Equal(["generation 2"], machine.Told);
    }

    [Fact]
    public async Task A_VM_that_shall_pause_while_it_boots_is_paused_when_it_is_ready()
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Booting);
        await _agent.WishAsync(_vm, 2, WishTarget.Pause, VmPower.Booting);
        var paused = _agent.Reports.Next(_vm, VmPower.Paused);
        _agent.Hypervisor[_vm].Become(MachineState.Ready);

        Assert.Equal(2, (await paused).Generation);
    }

    [Fact]
    public async Task How_far_a_disk_is_copied_is_reported()
    {
        _agent.Hypervisor.CreationGate = new TaskCompletionSource();
        var filling = _agent.Reports.Next(_vm, status => status is { Power: VmPower.Filling, Progress: 40 });

        _agent.Wish(_vm, 1, WishTarget.Warm);
        await filling;
        var booting = _agent.Reports.Next(_vm, VmPower.Booting);
        _agent.Hypervisor.CreationGate.SetResult();

        Assert.Equal(0, (await booting).Progress);
    }

    [Theory]
    [InlineData(HypervisorFailureKind.ImageMissing, "ImageMissing")]
    [InlineData(HypervisorFailureKind.ImageAltered, "ImageAltered")]
    [InlineData(HypervisorFailureKind.ImageRefused, "ImageAltered")]
    [InlineData(HypervisorFailureKind.DiskFull, "DiskFull")]
    [InlineData(HypervisorFailureKind.DiskInUse, "DesktopInUse")]
    [InlineData(HypervisorFailureKind.DiskMissing, "DesktopDiskMissing")]
    [InlineData(HypervisorFailureKind.QemuMissing, "QemuMissing")]
    [InlineData(HypervisorFailureKind.QemuTooOld, "QemuMissing")]
    [InlineData(HypervisorFailureKind.QemuFailed, "StartFailed")]
    [InlineData(HypervisorFailureKind.BadSpec, "StartFailed")]
    [InlineData(HypervisorFailureKind.NotPermitted, "StartFailed")]
    [InlineData(HypervisorFailureKind.TimedOut, "StartFailed")]
    public async Task A_VM_that_cannot_be_made_says_why_and_goes_when_the_portal_wishes_so(HypervisorFailureKind kind, string code)
    {
        _agent.Hypervisor.Obstacles.Enqueue(new HypervisorFailure(kind, "In words."));

        var failed = await _agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Failed);
        Assert.Equal((code, "In words."), (failed.FailureCode, failed.FailureDetail));

        await _agent.WishAsync(_vm, 2, WishTarget.Destroy, VmPower.Gone);
        Assert.Empty(_agent.Hypervisor.Made);
    }

    [Fact]
    public async Task A_broken_VM_is_not_made_anew_when_the_wish_is_repeated()
    {
        _agent.Hypervisor.Obstacles.Enqueue(new HypervisorFailure(HypervisorFailureKind.QemuFailed, "No."));
        await _agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Failed);

        _agent.Wish(_vm, 1, WishTarget.Run);
        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Failed);

        Assert.Empty(_agent.Hypervisor.Made);
    }

    [Fact]
    public async Task A_wish_without_a_spec_fails_with_words()
    {
        var failed = _agent.Reports.Next(_vm, VmPower.Failed);
        _agent.Engine.Apply([new Wish(_vm, 1, WishTarget.Run, null)]);

        Assert.Equal("StartFailed", (await failed).FailureCode);
    }

    [Theory]
    [InlineData(MachineExit.GuestShutdown, "GuestShutDown")]
    [InlineData(MachineExit.Killed, "VmEnded")]
    [InlineData(MachineExit.GuestPanic, "VmEnded")]
    [InlineData(MachineExit.Unobserved, "VmEnded")]
    [InlineData(MachineExit.HostRestarted, "HostRestarted")]
    public async Task A_VM_that_ends_by_itself_is_reported_with_the_reason_and_stays_until_the_portal_wishes_it_away(MachineExit exit, string code)
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Booting);
        var machine = _agent.Hypervisor[_vm];
        var failed = _agent.Reports.Next(_vm, VmPower.Failed);
        machine.Become(MachineState.Exited, "In words.", exit);

        Assert.Equal((code, "In words."), ((await failed).FailureCode, (await failed).FailureDetail));
        Assert.Empty(machine.Told);

        await _agent.WishAsync(_vm, 2, WishTarget.Destroy, VmPower.Gone);
        Assert.Equal(["destroy"], machine.Told);
    }

    [Fact]
    public async Task A_VM_that_is_not_ready_in_time_is_reported_so()
    {
        await _agent.WishAsync(_vm, 1, WishTarget.Warm, VmPower.Booting);
        var failed = _agent.Reports.Next(_vm, VmPower.Failed);
        _agent.Hypervisor[_vm].Become(MachineState.Booting, "Late.", ready: ReadyProgress.Missed);

        Assert.Equal("NotReadyInTime", (await failed).FailureCode);
    }

    [Fact]
    public async Task A_VM_that_a_full_disk_stopped_is_paused_and_goes_on_when_it_is_wished_again()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused);
        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Running);
        var stalled = _agent.Reports.Next(_vm, status => status is { Power: VmPower.Paused, FailureCode: "DiskFull" });
        machine.Become(MachineState.Stalled, "The host's disk is full.");
        await stalled;

        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Running);

        Assert.Equal(["generation 2", "resume", "resume"], machine.Told);
        Assert.Null(_agent.Reports.Of(_vm)[^1].FailureCode);
    }

    [Fact]
    public async Task A_paused_VM_that_the_host_does_not_know_is_lost()
    {
        var lost = await _agent.WishAsync(_vm, 5, WishTarget.Pause, VmPower.Failed);

        Assert.Equal("VmLost", lost.FailureCode);
    }

    [Fact]
    public async Task A_VM_that_the_host_never_had_is_reported_gone_when_it_shall_go()
    {
        await _agent.WishAsync(_vm, 3, WishTarget.Destroy, VmPower.Gone);
        await _agent.WishAsync(Guid.NewGuid(), 3, WishTarget.ShutDown, VmPower.Gone);
    }

    [Fact]
    public async Task An_end_breaks_off_the_making()
    {
        _agent.Hypervisor.CreationGate = new TaskCompletionSource();
        await _agent.WishAsync(_vm, 1, WishTarget.Run, VmPower.Filling);

        await _agent.WishAsync(_vm, 2, WishTarget.Destroy, VmPower.Gone);

        Assert.Empty(_agent.Hypervisor.Made);
    }

    [Fact]
    public async Task A_hard_end_breaks_off_an_orderly_one()
    {
        var machine = _agent.Adopt(_vm, MachineState.Running);
        machine.ShutdownGate = new TaskCompletionSource();
        await _agent.WishAsync(_vm, 2, WishTarget.ShutDown, VmPower.Stopping);

        await _agent.WishAsync(_vm, 3, WishTarget.Destroy, VmPower.Gone);

        Assert.Equal(["generation 2", "shutdown", "destroy"], machine.Told);
    }

    [Fact]
    public async Task An_end_cannot_be_undone()
    {
        var machine = _agent.Adopt(_vm, MachineState.Running);
        machine.ShutdownGate = new TaskCompletionSource();
        await _agent.WishAsync(_vm, 2, WishTarget.ShutDown, VmPower.Stopping);

        var stillStopping = await _agent.WishAsync(_vm, 3, WishTarget.Run, VmPower.Stopping);
        var gone = _agent.Reports.Next(_vm, VmPower.Gone);
        machine.ShutdownGate.SetResult();
        await gone;
        await _agent.WishAsync(_vm, 4, WishTarget.Run, VmPower.Gone);

        Assert.Equal(3, stillStopping.Generation);
        Assert.False(_agent.Hypervisor.Has(_vm));
    }

    [Fact]
    public async Task The_guests_clock_is_set_after_a_resume_and_not_before()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused, guestAgent: true);

        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Running);
        await machine.ClockSet.Task.Soon();
        await _agent.WishAsync(_vm, 3, WishTarget.Destroy, VmPower.Gone);

        Assert.Equal(["generation 2", "resume", "clock", "destroy"], machine.Told);
    }

    [Fact]
    public async Task A_clock_that_cannot_be_set_spoils_nothing()
    {
        var machine = _agent.Adopt(_vm, MachineState.Paused, guestAgent: true).Hinder("clock", HypervisorFailureKind.GuestRefused);

        await _agent.WishAsync(_vm, 2, WishTarget.Run, VmPower.Running);
        await machine.ClockSet.Task.Soon();

        Assert.Contains("resume", machine.Told);
    }
}
