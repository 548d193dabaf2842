using System.Globalization;

namespace VdiPortal.Broker.Pools;

/// <summary>One row of a pool's schedule: on these days, between these times of the clock on the wall, so many.</summary>
/// <param name="Days">The days on which it begins; at least one.</param>
/// <param name="From">When it begins, to the minute.</param>
/// <param name="Until">When it ends, to the minute. Not later than <paramref name="From"/> means: on the following day.</param>
/// <param name="TimeZone">Whose clock: an IANA name, for example <c>Europe/Berlin</c>.</param>
/// <param name="Count">How many stand warm meanwhile, 0..1,000.</param>
public sealed record PoolWindow(WeekDays Days, TimeOnly From, TimeOnly Until, string TimeZone, int Count)
{
    /// <summary>For the audit.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} {Days} {WallTime.Write(From)}-{WallTime.Write(Until)} {TimeZone}");
}
