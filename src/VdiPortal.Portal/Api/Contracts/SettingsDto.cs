using VdiPortal.Broker.Settings;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>The settings that shall hold. Those that came later may be left out and then stay.</summary>
/// <param name="PlacesPerUser">Modules a person may use at the same time, 1..20.</param>
/// <param name="PauseAfterMinutes">Idle minutes until a session is paused, 1..1,440.</param>
/// <param name="EndAfterMinutes">Idle minutes until a session is ended, more than the pause, at most 43,200.</param>
/// <param name="LaunchDeadlineSeconds">A launch that takes longer has failed, 10..3,600.</param>
/// <param name="ConsolesPerUser">Console connections a person may hold open, 1..200.</param>
/// <param name="PeopleMemoryPercent">Per cent of each host's memory that pools leave to people's desktops, 0..90; may be left out.</param>
/// <param name="FreeMemoryFloorMiB">Free memory of a host below which its warm stock shrinks, in MiB, 0..1,048,576; may be left out.</param>
public sealed record SettingsDto(
    int? PlacesPerUser, int? PauseAfterMinutes, int? EndAfterMinutes, int? LaunchDeadlineSeconds, int? ConsolesPerUser,
    int? PeopleMemoryPercent = null, int? FreeMemoryFloorMiB = null)
{
    /// <summary>The names of the values that are missing.</summary>
    public IReadOnlyList<string> Missing() =>
    [
        .. new (string Name, int? Value)[]
        {
            (nameof(PlacesPerUser), PlacesPerUser), (nameof(PauseAfterMinutes), PauseAfterMinutes), (nameof(EndAfterMinutes), EndAfterMinutes),
            (nameof(LaunchDeadlineSeconds), LaunchDeadlineSeconds), (nameof(ConsolesPerUser), ConsolesPerUser),
        }.Where(field => field.Value is null).Select(field => field.Name),
    ];

    /// <summary>The settings; nothing may be missing.</summary>
    /// <param name="present">Those that hold now.</param>
    public SystemSettings ToSettings(SystemSettings present) => new(
        PlacesPerUser!.Value, PauseAfterMinutes!.Value, EndAfterMinutes!.Value, LaunchDeadlineSeconds!.Value, ConsolesPerUser!.Value,
        PeopleMemoryPercent ?? present.PeopleMemoryPercent, FreeMemoryFloorMiB ?? present.FreeMemoryFloorMiB);
}
