using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Ready;

/// <summary>How ready points are put together (requirement B1).</summary>
public sealed class ReadyWatchTests
{
    private static readonly MarkerPoint One = new(MarkerChannel.Serial, "one"), Two = new(MarkerChannel.Virtio, "two");
    private readonly ManualTime _time = new();
    private readonly FakeReadySource _source = new();
    private readonly List<ReadyPoint> _recorded = [];

    [Fact]
    public async Task All_points_must_have_held()
    {
        var waiting = Watch(new ReadyCriterion([One, Two], null, 100));

        _source.Hold(One);
        Assert.False(waiting.IsCompleted);
        _source.Hold(Two);

        Assert.True(await waiting.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task One_of_any_is_enough()
    {
        var waiting = Watch(new ReadyCriterion(null, [One, Two], 100));

        _source.Hold(Two);

        Assert.True(await waiting.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task Both_lists_must_be_satisfied()
    {
        var waiting = Watch(new ReadyCriterion([new GuestAgentPoint()], [One, Two], 100));

        _source.Hold(One);
        Assert.False(waiting.IsCompleted);
        _source.Hold(new GuestAgentPoint());

        Assert.True(await waiting.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task Points_can_be_nested()
    {
        var waiting = Watch(new ReadyCriterion([new AnyPoint([new AllPoint([One, Two]), new DelayPoint(50)])], null, 100));

        _source.Hold(One);
        _time.Advance(TimeSpan.FromSeconds(49));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await waiting.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task The_deadline_passes()
    {
        var waiting = Watch(new ReadyCriterion([One], null, 100));

        _time.Advance(TimeSpan.FromSeconds(100));

        Assert.False(await waiting.WaitAsync(Patience.Long));
        Assert.True(_source.WasCancelled);
    }

    [Fact]
    public async Task A_machine_that_runs_already_has_less_time_left()
    {
        var waiting = Watch(new ReadyCriterion([new DelayPoint(80)], null, 100), age: TimeSpan.FromSeconds(79));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.False(await Watch(new ReadyCriterion([One], null, 100), age: TimeSpan.FromSeconds(200)).WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task Giving_up_ends_the_wait()
    {
        using var givingUp = new CancellationTokenSource();
        var waiting = new ReadyWatch(_source, _time, TimeSpan.Zero, new HeldPoints([], _recorded.Add)).WaitAsync(new ReadyCriterion([One], null, 100), givingUp.Token);

        await givingUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Every_kind_of_point_is_waited_for()
    {
        ReadyPoint[] points =
        [
            new GuestAgentPoint(), new ProcessPoint("Xorg"), new PortPoint(22), new ConnectionsPoint(5432, 1), new StillPoint(3), new CpuPoint(10, 5),
        ];
        var waiting = Watch(new ReadyCriterion(points, null, 100));

        foreach (var point in points)
        {
            Assert.False(waiting.IsCompleted);
            _source.Hold(point);
        }

        Assert.True(await waiting.WaitAsync(Patience.Long));
    }

    [Fact]
    public async Task Points_that_had_held_before_an_adoption_are_not_waited_for_again()
    {
        var waiting = Watch(new ReadyCriterion([new PortPoint(22), new FirmwarePoint(), One], null, 100), held: [new PortPoint(22), new FirmwarePoint()]);

        _source.Hold(One);

        Assert.True(await waiting.WaitAsync(Patience.Long));
        Assert.Equal([One], _recorded);
    }

    private Task<bool> Watch(ReadyCriterion criterion, TimeSpan age = default, IReadOnlyList<ReadyPoint>? held = null) =>
        new ReadyWatch(_source, _time, age, new HeldPoints(held ?? [], _recorded.Add)).WaitAsync(criterion, CancellationToken.None);
}
