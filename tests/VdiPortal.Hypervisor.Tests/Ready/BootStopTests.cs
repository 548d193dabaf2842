using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Ready;

/// <summary>When a machine stands still before its operating system, and when it goes on (requirement B1).</summary>
public sealed class BootStopTests
{
    private static readonly MarkerPoint Marker = new(MarkerChannel.Serial, "marker");
    private static readonly FirmwarePoint Firmware = new();
    private static readonly BootLoaderPoint BootLoader = new();
    private readonly ManualTime _time = new();
    private readonly FakeReadySource _source = new();

    [Fact]
    public async Task A_machine_that_is_ready_with_its_firmware_stays_there()
    {
        var waiting = Watch([Firmware]);

        _source.Arrive(BootStage.Firmware);

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.Equal(["stop at Firmware"], _source.Heard);
    }

    [Fact]
    public async Task One_that_waits_for_more_goes_on()
    {
        var waiting = Watch([Marker, Firmware]);

        _source.Arrive(BootStage.Firmware);
        _source.Hold(Marker);

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.Equal(["stop at Firmware", "go on"], _source.Heard);
    }

    [Fact]
    public async Task Both_places_are_visited_in_their_order()
    {
        var waiting = Watch([BootLoader, Firmware]);

        _source.Arrive(BootStage.Firmware);
        _source.Arrive(BootStage.BootLoader);

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.Equal(["stop at Firmware", "stop at BootLoader"], _source.Heard);
    }

    [Fact]
    public async Task The_first_of_two_places_is_enough_when_either_will_do()
    {
        var waiting = Watch([new AnyPoint([BootLoader, Firmware])]);

        _source.Arrive(BootStage.Firmware);

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.Equal(["stop at Firmware"], _source.Heard);
    }

    [Fact]
    public async Task A_machine_that_is_ready_sooner_does_not_stop_later()
    {
        var waiting = Watch([new AnyPoint([Marker, Firmware])]);

        _source.Hold(Marker);

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.Equal(["stop at Firmware", "let pass"], _source.Heard);
    }

    [Fact]
    public async Task One_that_misses_its_deadline_does_not_stop_later()
    {
        var waiting = Watch([Firmware]);

        _time.Advance(TimeSpan.FromSeconds(100));

        Assert.False(await waiting.WaitAsync(Patience.Long));
        Assert.Equal(["stop at Firmware", "let pass"], _source.Heard);
    }

    [Fact]
    public async Task One_that_stood_still_when_it_was_adopted_goes_on_when_there_is_more_to_wait_for()
    {
        var waiting = Watch([Firmware, Marker], held: [Firmware]);

        _source.Hold(Marker);

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.Equal(["go on"], _source.Heard);
    }

    [Fact]
    public async Task One_whose_ready_point_was_noted_but_not_its_readiness_stays_where_it_is_when_adopted()
    {
        Assert.True(await Watch([Firmware], held: [Firmware]).WaitAsync(Patience.Long));
        Assert.Empty(_source.Heard);
    }

    [Fact]
    public async Task A_way_that_breaks_is_no_arrival()
    {
        var waiting = Watch([Firmware]);

        _source.Break(BootStage.Firmware);

        await Assert.ThrowsAsync<IOException>(() => waiting);
    }

    private Task<bool> Watch(IReadOnlyList<ReadyPoint> all, IReadOnlyList<ReadyPoint>? held = null) =>
        new ReadyWatch(_source, _time, TimeSpan.Zero, new HeldPoints(held ?? [], _ => { })).WaitAsync(new ReadyCriterion(all, null, 100), CancellationToken.None);
}
