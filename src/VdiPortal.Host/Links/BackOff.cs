namespace VdiPortal.Host.Links;

/// <summary>How long to wait before the next attempt: longer each time, with some chance in it, so that many hosts do not come at the same moment.</summary>
internal sealed class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private TimeSpan _next = First;

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        var pause = _next * (0.8 + (0.4 * Random.Shared.NextDouble()));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return pause;
    }

    /// <summary>It worked: the next failure begins with a short pause.</summary>
    public void Reset() => _next = First;
}
