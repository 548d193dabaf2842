using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>A row of a schedule while somebody types it.</summary>
public sealed class PoolInputRow
{
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
        From = WallTime.Write(window.From),
        Until = WallTime.Write(window.Until),
        TimeZone = window.TimeZone,
        Count = window.Count,
    };

    /// <summary>The row; what is no value becomes what the rules refuse.</summary>
    public PoolWindow ToWindow() => new(Days, WallTime.Read(From), WallTime.Read(Until), TimeZone.Trim(), Count ?? -1);
}
