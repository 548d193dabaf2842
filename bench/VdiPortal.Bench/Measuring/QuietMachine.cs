using System.Globalization;

namespace VdiPortal.Bench.Measuring;

/// <summary>Whether this machine's processors have something to do, as the kernel counts it (proc(5), <c>/proc/stat</c>).</summary>
internal static class QuietMachine
{
    private const double QuietPercent = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Waits until all processors together were nearly idle for half a second; false when that did not come within 20 s.</summary>
    public static async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(Window);
        var before = Read();
        while (!late.IsCancellationRequested && await timer.WaitForNextTickAsync(cancellation))
        {
            var now = Read();
            if (100.0 * (now.Busy - before.Busy) / Math.Max(1, now.All - before.All) < QuietPercent)
                return true;
            before = now;
        }

        return false;
    }

    /// <summary>Clock ticks since boot: user, nice, system, idle, iowait, irq, softirq, steal.</summary>
    private static (long Busy, long All) Read()
    {
        var first = File.ReadLines("/proc/stat").First();
        var ticks = first.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var all = ticks.Sum();
        return (all - ticks[3] - ticks[4], all);
    }
}
