using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Ready;

/// <summary>How ready points are put together (requirement B1).</summary>
public sealed class ReadyWatchTests
{
    private static readonly MarkerPoint One = new(MarkerChannel.Serial, "one"), Two = new(MarkerChannel.Virtio, "two");
    private readonly ManualTime _time = new();
    private readonly FakeSource _source = new();

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
        _source.Answer();

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
        var waiting = new ReadyWatch(_source, _time, TimeSpan.Zero).WaitAsync(new ReadyCriterion([One], null, 100), givingUp.Token);

        await givingUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("""{"deadlineSeconds":60}""", "needs 1 to 32 points")]
    [InlineData("""{"all":[],"deadlineSeconds":60}""", "needs 1 to 32 points")]
    [InlineData("""{"all":[{"kind":"agent"}],"deadlineSeconds":60}""", "the guest has none")]
    [InlineData("""{"all":[{"kind":"delay","seconds":1}],"deadlineSeconds":0}""", "deadline")]
    [InlineData("""{"all":[{"kind":"delay","seconds":-1}],"deadlineSeconds":60}""", "delay")]
    [InlineData("""{"all":[{"kind":"still","seconds":0.1}],"deadlineSeconds":60}""", "still")]
    [InlineData("""{"all":[{"kind":"marker","channel":"serial","text":""}],"deadlineSeconds":60}""", "marker")]
    [InlineData("""{"any":[{"kind":"all","of":[]}],"deadlineSeconds":60}""", "needs 1 to 32 points")]
    public void Criteria_that_make_no_sense_are_refused(string json, string words) =>
        Assert.Contains(words, ReadyCriterionRules.FindFault(HypervisorJson.ReadCriterion(json), hasGuestAgent: false), StringComparison.Ordinal);

    private Task<bool> Watch(ReadyCriterion criterion, TimeSpan age = default) => new ReadyWatch(_source, _time, age).WaitAsync(criterion, CancellationToken.None);

    private sealed class FakeSource : IReadySource
    {
        private readonly Dictionary<MarkerPoint, TaskCompletionSource> _markers = new() { [One] = new(), [Two] = new() };
        private readonly TaskCompletionSource _answers = new();

        public bool WasCancelled { get; private set; }

        public void Hold(MarkerPoint marker) => _markers[marker].SetResult();

        public void Answer() => _answers.SetResult();

        public async Task MarkerAsync(MarkerPoint marker, CancellationToken cancellationToken)
        {
            try
            {
                await _markers[marker].Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasCancelled = true;
                throw;
            }
        }

        public Task GuestAnswersAsync(CancellationToken cancellationToken) => _answers.Task.WaitAsync(cancellationToken);

        public Task ScreenStillAsync(TimeSpan duration, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
