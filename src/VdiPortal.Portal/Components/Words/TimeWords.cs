using System.Globalization;
using Microsoft.Extensions.Localization;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Words;

/// <summary>Times as people say them.</summary>
public sealed class TimeWords(IStringLocalizer<WordTexts> texts, TimeProvider time)
{
    /// <summary>A length of time, to the unit that matters: <c>40 s</c>, <c>12 min</c>, <c>7 h 40 min</c>, <c>3 days</c>.</summary>
    public string Span(TimeSpan span)
    {
        if (span < TimeSpan.FromSeconds(90))
            return texts["Time.Seconds", Math.Max(0, (int)Math.Round(span.TotalSeconds))];
        if (span < TimeSpan.FromMinutes(90))
            return texts["Time.Minutes", (int)Math.Round(span.TotalMinutes)];
        if (span >= TimeSpan.FromDays(2))
            return texts["Time.Days", (int)span.TotalDays];

        return span.Minutes == 0 ? texts["Time.Hours", (int)span.TotalHours] : texts["Time.HoursMinutes", (int)span.TotalHours, span.Minutes];
    }

    /// <summary>How long ago.</summary>
    public string Ago(DateTimeOffset at)
    {
        var span = time.GetUtcNow() - at;
        if (span < TimeSpan.FromSeconds(45))
            return texts["Time.Now"];

        // Nobody asks for the minutes of yesterday.
        return texts["Time.Ago", Span(span < TimeSpan.FromMinutes(90) ? span : TimeSpan.FromHours(Math.Round(span.TotalHours)))];
    }

    /// <summary>A moment, in the portal's time zone.</summary>
    public string Moment(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, time.LocalTimeZone);
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).Date;
        return local.Date == today
            ? local.ToString("HH:mm:ss", CultureInfo.CurrentCulture)
            : local.ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);
    }

    /// <summary>A moment to the minute, for what is still to come.</summary>
    public string Clock(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, time.LocalTimeZone);
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).Date;
        return local.ToString(local.Date == today ? "HH:mm" : "d MMM, HH:mm", CultureInfo.CurrentCulture);
    }

    /// <summary>A moment of the coming days by its day's name: <c>Monday 08:45</c>; the day is left out today.</summary>
    public string Coming(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, time.LocalTimeZone);
        var days = (local.Date - TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).Date).Days;
        return days is > 0 and < 7
            ? texts["Time.Weekday", local.ToString("dddd", CultureInfo.CurrentCulture), local.ToString("HH:mm", CultureInfo.CurrentCulture)]
            : Clock(at);
    }

    /// <summary>Milliseconds, with seconds where they are long.</summary>
    public string Milliseconds(double value) =>
        value < 10_000 ? texts["Time.Ms", Math.Round(value)] : texts["Time.LongSeconds", Math.Round(value / 1000, 1)];
}
