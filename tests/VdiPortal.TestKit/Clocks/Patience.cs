namespace VdiPortal.TestKit.Clocks;

/// <summary>How long tests wait for what must happen. Nothing waits that long when all is well.</summary>
public static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>A token that ends a test which hangs.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Limit).Token;

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Looks again and again until it is so; says what was waited for when it does not come.</summary>
    public static Task<TimeSpan> UntilAsync(string what, Func<bool> condition) => UntilAsync(what, () => Task.FromResult(condition()));

    /// <summary>Looks again and again until it is so; says what was waited for when it does not come.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> UntilAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(Look);
        while (!await condition())
        {
            if (time.GetElapsedTime(start) > (limit ?? Limit))
                throw new TimeoutException($"Waited {limit ?? Limit} in vain: {what}");
            await timer.WaitForNextTickAsync();
        }

        return time.GetElapsedTime(start);
    }
}
