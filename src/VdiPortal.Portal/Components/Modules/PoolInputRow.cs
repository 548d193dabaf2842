using System.Globalization;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>A row of a schedule while somebody types it.</summary>
public sealed class PoolInputRow
{
    private const string Minutes = "HH:mm";

    /// <summary>Stands for what is no time: not a whole minute, so that the rules refuse it.</summary>
    private static readonly TimeOnly NoTime = new(1);

    /// <summary>The days.</summary>
    public WeekDays Days { get; set; } = WeekDays.Monday;

    /// <summary>When it begins.</summary>
    public string From { get; set; } = "08:45";

    /// <summary>When it ends.</summary>
    public string Until { get; set; } = "12:00";

    /// <summary>Whose clock.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>How many.</summary>
    public int? Count { get; set; } = 25;

    /// <summary>From a row of a policy.</summary>
    public static PoolInputRow Of(PoolWindow window) => new()
    {
        Days = window.Days,
        From = window.From.ToString(Minutes, CultureInfo.InvariantCulture),
        Until = window.Until.ToString(Minutes, CultureInfo.InvariantCulture),
        TimeZone = window.TimeZone,
        Count = window.Count,
    };

    /// <summary>The row; what is no value becomes what the rules refuse.</summary>
    public PoolWindow ToWindow() => new(Days, Read(From), Read(Until), TimeZone.Trim(), Count ?? -1);

    private static TimeOnly Read(string text) =>
        TimeOnly.TryParseExact(text, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : NoTime;
}
