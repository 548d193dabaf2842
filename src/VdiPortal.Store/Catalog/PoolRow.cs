using System.Globalization;
using System.Text.Json;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Store.Catalog;

/// <summary>A pool's schedule as <c>module_versions.pool_schedule</c> has it.</summary>
internal static class PoolRow
{
    public static string Write(IReadOnlyList<PoolWindow> schedule) => JsonSerializer.Serialize(schedule.Select(Write), JsonSerializerOptions.Web);

    public static IReadOnlyList<PoolWindow> Read(string json) =>
        [.. JsonSerializer.Deserialize<Window[]>(json, JsonSerializerOptions.Web)!.Select(Read)];

    private static Window Write(PoolWindow window) => new(
        window.Days.ToString(),
        WallTime.Write(window.From),
        WallTime.Write(window.Until),
        window.TimeZone,
        window.Count);

    private static PoolWindow Read(Window window) => new(
        Enum.Parse<WeekDays>(window.Days),
        TimeOnly.ParseExact(window.From, WallTime.Format, CultureInfo.InvariantCulture),
        TimeOnly.ParseExact(window.Until, WallTime.Format, CultureInfo.InvariantCulture),
        window.Zone,
        window.Count);

    /// <summary>Days are their names with commas between them.</summary>
    private sealed record Window(string Days, string From, string Until, string Zone, int Count);
}
