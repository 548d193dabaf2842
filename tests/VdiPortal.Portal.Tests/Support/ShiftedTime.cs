namespace VdiPortal.Portal.Tests.Support;

/// <summary>A clock that runs like the real one and can be put forward, so that nobody has to wait for half an hour. Timers run on as they are.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _shift));

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _shift);

    /// <summary>Puts it forward.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
