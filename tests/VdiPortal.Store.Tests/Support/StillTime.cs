namespace VdiPortal.Store.Tests.Support;

/// <summary>A clock that stands still until a test moves it. Timers run on the real one.</summary>
internal sealed class StillTime : TimeProvider
{
    /// <summary>Where every test begins; whole microseconds, as PostgreSQL keeps them.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private long _ticks = Start.UtcTicks;

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public DateTimeOffset Advance(TimeSpan by)
    {
        Interlocked.Add(ref _ticks, by.Ticks);
        return Now;
    }
}
