using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>One row of a pool's schedule.</summary>
/// <param name="Days">Names of the days on which it begins, for example <c>Monday</c>.</param>
/// <param name="From">When it begins: a time of the clock on the wall, <c>HH:mm</c>.</param>
/// <param name="Until">When it ends; not later than <paramref name="From"/> means on the following day.</param>
/// <param name="TimeZone">Whose clock: an IANA name, for example <c>Europe/Berlin</c>.</param>
/// <param name="Count">How many stand warm meanwhile, 0..1,000.</param>
public sealed record PoolWindowDto(IReadOnlyList<string>? Days, string? From, string? Until, string? TimeZone, int? Count)
{
    /// <summary>A row that says nothing.</summary>
    public static PoolWindowDto Nothing { get; } = new(null, null, null, null, null);

    /// <summary>From a row.</summary>
    public static PoolWindowDto Of(PoolWindow window) => new(
        [.. Enum.GetValues<WeekDays>().Where(day => day != WeekDays.None && window.Days.HasFlag(day)).Select(day => day.ToString())],
        WallTime.Write(window.From),
        WallTime.Write(window.Until),
        window.TimeZone,
        window.Count);

    /// <summary>The row; what is missing or cannot be read becomes what the rules refuse.</summary>
    public PoolWindow ToWindow() => new(ReadDays(), WallTime.Read(From), WallTime.Read(Until), TimeZone ?? "", Count ?? -1);

    private WeekDays ReadDays()
    {
        var days = WeekDays.None;
        foreach (var name in Days ?? [])
        {
            if (!Enum.GetNames<WeekDays>().Contains(name, StringComparer.OrdinalIgnoreCase))
                return WeekDays.None;
            days |= Enum.Parse<WeekDays>(name, ignoreCase: true);
        }

        return days;
    }
}
