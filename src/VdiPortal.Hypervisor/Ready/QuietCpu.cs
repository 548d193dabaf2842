namespace VdiPortal.Hypervisor.Ready;

/// <summary>Looks at how much processor time a machine has used, and says when it has had little to do for long enough.</summary>
/// <param name="wanted">What is waited for.</param>
/// <param name="cpus">The machine's virtual CPUs.</param>
/// <param name="time">Measures.</param>
internal sealed class QuietCpu(CpuPoint wanted, int cpus, TimeProvider time)
{
    private const double Percent = 100;
    private readonly TimeSpan _duration = TimeSpan.FromSeconds(wanted.Seconds);
    private readonly Queue<(long At, TimeSpan Used)> _looks = new();

    /// <summary>Takes one look.</summary>
    /// <param name="used">Processor time that the machine has used since its start; null when it cannot be seen.</param>
    /// <returns>Whether the mean over the wanted time, up to now, is low enough.</returns>
    public bool Look(TimeSpan? used)
    {
        if (used is not { } present)
        {
            _looks.Clear();
            return false;
        }

        var now = time.GetTimestamp();
        _looks.Enqueue((now, present));
        while (_looks.Count > 1 && time.GetElapsedTime(_looks.ElementAt(1).At, now) >= _duration)
        {
            _looks.Dequeue();
        }

        var (at, before) = _looks.Peek();
        var passed = time.GetElapsedTime(at, now);
        return passed >= _duration && (present - before) / (passed * cpus) * Percent < wanted.BelowPercent;
    }
}
