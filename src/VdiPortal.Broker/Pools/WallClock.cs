namespace VdiPortal.Broker.Pools;

/// <summary>
/// Moments out of the times of a clock on the wall. Where the clock is put forward, the times left out mean the moment of the change; where it
/// is put back, a time comes twice: what begins takes the first, what ends the last.
/// </summary>
internal static class WallClock
{
    /// <summary>The zone of this name; UTC for one that is not known here any more.</summary>
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>When something begins at this time of this day.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeOnly time, TimeZoneInfo zone) => Moment(day.ToDateTime(time), zone, offsets => offsets.Max());

    /// <summary>When something ends at this time of this day.</summary>
    public static DateTimeOffset End(DateOnly day, TimeOnly time, TimeZoneInfo zone) => Moment(day.ToDateTime(time), zone, offsets => offsets.Min());

    private static DateTimeOffset Moment(DateTime wall, TimeZoneInfo zone, Func<TimeSpan[], TimeSpan> choose)
    {
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(1);

        var offset = zone.IsAmbiguousTime(wall) ? choose(zone.GetAmbiguousTimeOffsets(wall)) : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
