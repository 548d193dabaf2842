using VdiPortal.Host.Consoles;
using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Tests.Slots;

/// <summary>What wishes mean for consoles and idle clocks.</summary>
public sealed class ConsoleEffectTests : IAsyncLifetime
{
    private readonly Guid _vm = Guid.NewGuid();
    private readonly ManualTime _time = new();
    private readonly Agent _agent;

    public ConsoleEffectTests() => _agent = new Agent(_time);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _agent.DisposeAsync().AsTask();

    [Theory]
    [InlineData(WishTarget.ShutDown)]
    [InlineData(WishTarget.Destroy)]
    public void A_VMs_consoles_are_cut_at_once_when_it_shall_end(WishTarget target)
    {
        _agent.Adopt(_vm, MachineState.Running);
        var mine = Open(_vm, 1);
        var others = Open(Guid.NewGuid(), 1);

        _agent.Wish(_vm, 2, target);

        Assert.True(mine.Ending.IsCompleted);
        Assert.False(others.Ending.IsCompleted);
    }

    [Fact]
    public void Whoever_looked_at_a_warm_VM_is_sent_away_when_it_is_claimed()
    {
        _agent.Adopt(_vm, MachineState.Paused);
        _agent.Wish(_vm, 1, WishTarget.Warm);
        var early = Open(_vm, 1);
        var owner = Open(_vm, 2);

        _agent.Wish(_vm, 2, WishTarget.Run);

        Assert.True(early.Ending.IsCompleted);
        Assert.False(owner.Ending.IsCompleted);
    }

    [Fact]
    public void Consoles_stay_while_their_VM_is_paused_and_resumed()
    {
        _agent.Adopt(_vm, MachineState.Running);
        var console = Open(_vm, 1);

        _agent.Wish(_vm, 2, WishTarget.Run);
        _agent.Wish(_vm, 3, WishTarget.Pause);
        _agent.Wish(_vm, 4, WishTarget.Run);

        Assert.False(console.Ending.IsCompleted);
    }

    [Fact]
    public void A_VM_that_is_resumed_is_not_idle()
    {
        _agent.Adopt(_vm, MachineState.Running);
        _agent.Wish(_vm, 2, WishTarget.Run);
        _agent.Idle.Start(_vm);
        _time.Advance(TimeSpan.FromMinutes(30));
        _agent.Wish(_vm, 3, WishTarget.Pause);
        Assert.Equal(1_800_000, _agent.Idle.Snapshot()[_vm]);

        _agent.Wish(_vm, 4, WishTarget.Run);

        Assert.Equal(0, _agent.Idle.Snapshot()[_vm]);
    }

    [Fact]
    public async Task A_VM_that_is_gone_has_no_clock()
    {
        _agent.Adopt(_vm, MachineState.Running);
        _agent.Idle.Start(_vm);

        await _agent.WishAsync(_vm, 2, WishTarget.Destroy, VmPower.Gone);

        Assert.Empty(_agent.Idle.Snapshot());
    }

    private ConsoleSession Open(Guid vm, long generation) =>
        _agent.Consoles.Open(new ConsoleToken(Guid.NewGuid(), vm, generation, ConsoleAccess.Control, Guid.NewGuid(), default, Guid.NewGuid()))!;
}
