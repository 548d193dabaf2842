using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Ready;

/// <summary>When a machine counts as having little to do (requirement B1).</summary>
public sealed class QuietCpuTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void It_must_have_been_watched_for_long_enough()
    {
        var quiet = new QuietCpu(new CpuPoint(10, 5), 1, _time);

        Assert.Equal([false, false, false, false, false, true], Enumerable.Range(0, 6).Select(_ => LookAfter(quiet, 1, TimeSpan.Zero)));
    }

    [Fact]
    public void A_busy_machine_becomes_quiet_when_its_work_is_long_enough_ago()
    {
        var quiet = new QuietCpu(new CpuPoint(10, 2), 1, _time);
        LookAfter(quiet, 0, TimeSpan.Zero);

        Assert.False(LookAfter(quiet, 2, TimeSpan.FromSeconds(2)));
        Assert.False(LookAfter(quiet, 1, TimeSpan.FromSeconds(2.1)));
        Assert.True(LookAfter(quiet, 1, TimeSpan.FromSeconds(2.1)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Its_use_is_that_of_all_its_CPUs_together(int cpus, bool expected)
    {
        var quiet = new QuietCpu(new CpuPoint(60, 1), cpus, _time);
        LookAfter(quiet, 0, TimeSpan.Zero);

        Assert.Equal(expected, LookAfter(quiet, 1, TimeSpan.FromSeconds(0.9)));
    }

    [Fact]
    public void What_cannot_be_seen_is_not_quiet_and_the_watch_begins_anew()
    {
        var quiet = new QuietCpu(new CpuPoint(10, 1), 1, _time);
        LookAfter(quiet, 0, TimeSpan.Zero);

        Assert.False(LookAfter(quiet, 2, null));
        Assert.False(LookAfter(quiet, 2, TimeSpan.Zero));
        Assert.True(LookAfter(quiet, 1, TimeSpan.Zero));
    }

    private bool LookAfter(QuietCpu quiet, double seconds, TimeSpan? used)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return quiet.Look(used);
    }
}
