using System.Globalization;
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
    private const string Minutes = "HH:mm";

    /// <summary>Stands for a time that cannot be read: no whole minute, so that the rules refuse it.</summary>
    private static readonly TimeOnly NoTime = new(1);

    /// <summary>A row that says nothing.</summary>
    public static PoolWindowDto Nothing { get; } = new(null, null, null, null, null);

    /// <summary>From a row.</summary>
    public static PoolWindowDto Of(PoolWindow window) => new(
        [.. Enum.GetValues<WeekDays>().Where(day => day != WeekDays.None && window.Days.HasFlag(day)).Select(day => day.ToString())],
        window.From.ToString(Minutes, CultureInfo.InvariantCulture),
        window.Until.ToString(Minutes, CultureInfo.InvariantCulture),
        window.TimeZone,
        window.Count);

    /// <summary>The row; what is missing or cannot be read becomes what the rules refuse.</summary>
    public PoolWindow ToWindow() => new(ReadDays(), ReadTime(From), ReadTime(Until), TimeZone ?? "", Count ?? -1);

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

    private static TimeOnly ReadTime(string? text) =>
        TimeOnly.TryParseExact(text, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : NoTime;
}
