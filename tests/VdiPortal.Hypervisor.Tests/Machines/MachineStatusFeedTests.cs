using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Machines;

public sealed class MachineStatusFeedTests
{
    private static readonly MachineFacts Start = new(RunState.Running, ReadyProgress.Pending, false, null, null, new MachineTimes(TimeSpan.Zero, TimeSpan.Zero, null));

    [Theory]
    [InlineData("Running", ReadyProgress.Pending, false, MachineState.Booting)]
    [InlineData("Running", ReadyProgress.Missed, false, MachineState.Booting)]
    [InlineData("Running", ReadyProgress.Reached, false, MachineState.Ready)]
    [InlineData("Running", ReadyProgress.Reached, true, MachineState.Running)]
    [InlineData("Paused", ReadyProgress.Reached, true, MachineState.Paused)]
    [InlineData("Paused", ReadyProgress.Pending, false, MachineState.Booting)]
    [InlineData("Paused", ReadyProgress.Missed, false, MachineState.Booting)]
    [InlineData("Broken", ReadyProgress.Reached, true, MachineState.Stalled)]
    [InlineData("Broken", ReadyProgress.Pending, false, MachineState.Stalled)]
    [InlineData("Exited", ReadyProgress.Pending, false, MachineState.Exited)]
    public void The_state_follows_from_the_facts(string run, ReadyProgress ready, bool wasPaused, MachineState expected) =>
        Assert.Equal(expected, (Start with { Run = Enum.Parse<RunState>(run), Ready = ready, WasPaused = wasPaused }).State);

    [Fact]
    public async Task A_watcher_gets_the_present_status_then_changes_then_the_end()
    {
        var feed = new MachineStatusFeed(Start, new ManualTime());
        var states = new List<MachineState>();
        var first = new TaskCompletionSource();
        var watching = Task.Run(async () =>
        {
            await foreach (var status in feed.WatchAsync(Patience.Token))
            {
                states.Add(status.State);
                first.TrySetResult();
            }
        });

        await first.Task.WaitAsync(Patience.Long);
        feed.Update(facts => facts with { Run = RunState.Exited });
        feed.Close();
        await watching.WaitAsync(Patience.Long);

        Assert.Equal([MachineState.Booting, MachineState.Exited], states);
    }

    [Fact]
    public async Task A_slow_watcher_gets_the_last_status()
    {
        var feed = new MachineStatusFeed(Start, new ManualTime());
        await using var watcher = feed.WatchAsync(Patience.Token).GetAsyncEnumerator();
        await watcher.MoveNextAsync();

        for (var i = 0; i < 1000; i++)
        {
            feed.Update(facts => facts with { Trouble = $"trouble {i}" });
        }

        await watcher.MoveNextAsync();
        Assert.Equal("trouble 999", watcher.Current.Reason);
    }

    [Fact]
    public void Nothing_changes_after_the_end()
    {
        var feed = new MachineStatusFeed(Start, new ManualTime());
        feed.Update(facts => facts with { Run = RunState.Exited, Exit = MachineExit.Killed });

        feed.Update(facts => facts with { Run = RunState.Running });

        Assert.Equal((MachineState.Exited, MachineExit.Killed), (feed.Current.State, feed.Current.Exit));
    }

    [Fact]
    public void The_time_of_a_state_is_that_of_entering_it()
    {
        var time = new ManualTime();
        var feed = new MachineStatusFeed(Start, time);
        var began = time.GetUtcNow();

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(began, feed.Update(facts => facts with { Trouble = "x" }).After.Since);
        Assert.Equal(began + TimeSpan.FromSeconds(5), feed.Update(facts => facts with { Run = RunState.Broken }).After.Since);
    }
}
