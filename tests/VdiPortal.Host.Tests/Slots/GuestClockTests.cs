using Microsoft.Extensions.Logging.Abstractions;
using VdiPortal.Host.Slots;
using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Host.Tests.Slots;

/// <summary>The clock of a guest that stood still is set once its first picture is out (requirement B6).</summary>
public sealed class GuestClockTests
{
    private readonly ManualTime _time = new();
    private readonly FakeMachine _machine = new FakeHypervisor().Add(Wishes.Machine(Guid.NewGuid(), 1, null, guestAgent: true)).Become(MachineState.Running);

    private Task SetAsync() => new GuestClock(_time, NullLogger<GuestClock>.Instance).SetAsync(_machine, CancellationToken.None);

    [Fact]
    public async Task A_guest_is_left_alone_at_first()
    {
        var set = SetAsync();
        Assert.Empty(_machine.Told);

        _time.Advance(GuestClock.Calm);

        await set.Soon();
        Assert.Equal(["clock"], _machine.Told);
    }

    [Fact]
    public async Task A_machine_that_stops_meanwhile_is_not_asked()
    {
        var set = SetAsync();
        _machine.Become(MachineState.Paused);

        _time.Advance(GuestClock.Calm);

        await set.Soon();
        Assert.Empty(_machine.Told);
    }
}
