namespace VdiPortal.Host.Capacity;

/// <summary>Time that all cores together have spent since boot, in the kernel's ticks.</summary>
/// <param name="Busy">Working.</param>
/// <param name="Total">Working and idling.</param>
internal readonly record struct CpuTimes(long Busy, long Total)
{
    /// <summary>How busy the cores were since an earlier reading, 0..100 of all of them.</summary>
    public double PercentSince(CpuTimes earlier)
    {
        var total = Total - earlier.Total;
        return total <= 0 ? 0 : Math.Clamp(100.0 * (Busy - earlier.Busy) / total, 0, 100);
    }
}
