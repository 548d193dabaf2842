namespace VdiPortal.Bench.Measuring;

/// <summary>Waiting for something in another process, which can only be looked at again and again.</summary>
internal static class Conditions
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within the limit.</exception>
    public static async Task WaitAsync(string what, TimeSpan limit, Func<Task<bool>> condition, CancellationToken cancellation)
    {
        if (!await TryWaitAsync(limit, condition, cancellation))
            throw new TimeoutException($"Waited in vain for {limit.TotalSeconds} s: {what}");
    }

    /// <summary>Waits until a condition holds; false when it did not within the limit.</summary>
    public static async Task<bool> TryWaitAsync(TimeSpan limit, Func<Task<bool>> condition, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit);
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (late.IsCancellationRequested)
                return false;
            await timer.WaitForNextTickAsync(cancellation);
        }

        return true;
    }
}
