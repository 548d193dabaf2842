using VdiPortal.Broker.Settings;

namespace VdiPortal.Portal.Components.Settings;

/// <summary>One number of the settings, with its bounds as <see cref="SystemSettings"/> has them.</summary>
/// <param name="Name">Name of the property; also of its texts.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Makes settings with another value.</param>
internal sealed record SettingItem(string Name, int Min, int Max, Func<SystemSettings, int> Get, Func<SystemSettings, int, SystemSettings> Set)
{
    public static IReadOnlyList<SettingItem> All { get; } =
    [
        new(nameof(SystemSettings.PlacesPerUser), 1, 20, s => s.PlacesPerUser, (s, value) => s with { PlacesPerUser = value }),
        new(nameof(SystemSettings.PauseAfterMinutes), 1, 1_440, s => s.PauseAfterMinutes, (s, value) => s with { PauseAfterMinutes = value }),
        new(nameof(SystemSettings.EndAfterMinutes), 2, 43_200, s => s.EndAfterMinutes, (s, value) => s with { EndAfterMinutes = value }),
        new(nameof(SystemSettings.LaunchDeadlineSeconds), 10, 3_600, s => s.LaunchDeadlineSeconds, (s, value) => s with { LaunchDeadlineSeconds = value }),
        new(nameof(SystemSettings.ConsolesPerUser), 1, 200, s => s.ConsolesPerUser, (s, value) => s with { ConsolesPerUser = value }),
        new(nameof(SystemSettings.PeopleMemoryPercent), 0, 90, s => s.PeopleMemoryPercent, (s, value) => s with { PeopleMemoryPercent = value }),
        new(nameof(SystemSettings.FreeMemoryFloorMiB), 0, 1_048_576, s => s.FreeMemoryFloorMiB, (s, value) => s with { FreeMemoryFloorMiB = value }),
    ];

    /// <summary>The value of a fresh installation.</summary>
    public int Default => Get(new SystemSettings());
}
