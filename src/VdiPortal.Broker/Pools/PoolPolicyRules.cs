namespace VdiPortal.Broker.Pools;

/// <summary>What a pool's policy must be before it is saved.</summary>
public static class PoolPolicyRules
{
    /// <summary>Most rows of a schedule.</summary>
    public const int MostWindows = 50;

    private const WeekDays AllDays = (WeekDays)127;

    /// <summary>Names of the values that are out of bounds: <c>Min</c>, <c>Max</c>, <c>Spread</c>, <c>Point</c>, <c>Schedule</c>.</summary>
    public static IReadOnlyList<string> Invalid(PoolPolicy policy)
    {
        List<string> names = [];
        Check(nameof(policy.Min), policy.Min is >= 0 and <= PoolPolicy.Most);
        Check(nameof(policy.Max), policy.Max is >= 0 and <= PoolPolicy.Most && policy.Max >= policy.Min);
        Check(nameof(policy.Spread), Enum.IsDefined(policy.Spread));
        Check(nameof(policy.Point), Enum.IsDefined(policy.Point));
        Check(nameof(policy.Schedule), policy.Schedule.Count <= MostWindows && policy.Schedule.All(window => Invalid(window).Count == 0));
        return names;

        void Check(string name, bool valid)
        {
            if (!valid)
                names.Add(name);
        }
    }

    /// <summary>Names of a row's values that are out of bounds.</summary>
    public static IReadOnlyList<string> Invalid(PoolWindow window)
    {
        List<string> names = [];
        if (window.Days is WeekDays.None || (window.Days & ~AllDays) != 0)
            names.Add(nameof(window.Days));
        if (!IsWholeMinute(window.From))
            names.Add(nameof(window.From));
        if (!IsWholeMinute(window.Until))
            names.Add(nameof(window.Until));
        if (!IsZone(window.TimeZone))
            names.Add(nameof(window.TimeZone));
        if (window.Count is < 0 or > PoolPolicy.Most)
            names.Add(nameof(window.Count));
        return names;
    }

    /// <summary>Whether this is the IANA name of a time zone that is known here.</summary>
    public static bool IsZone(string name) =>
        name.Length is > 0 and <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    private static bool IsWholeMinute(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;
}
