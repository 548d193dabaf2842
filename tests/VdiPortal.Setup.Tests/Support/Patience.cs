namespace VdiPortal.Setup.Tests.Support;

/// <summary>How long tests wait for what must happen. Nothing waits that long when all is well.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>Looks again and again until it is so; says what was waited for when it does not come.</summary>
    public static async Task UntilAsync(string what, Func<bool> condition)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(Look);
        while (!condition())
        {
            if (time.GetElapsedTime(start) > Limit)
                throw new TimeoutException($"Waited {Limit} in vain: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
