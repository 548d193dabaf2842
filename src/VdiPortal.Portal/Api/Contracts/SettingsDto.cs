using VdiPortal.Broker.Settings;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>The settings that shall hold; none may be left out.</summary>
/// <param name="PlacesPerUser">Modules a person may use at the same time, 1..20.</param>
/// <param name="PauseAfterMinutes">Idle minutes until a session is paused, 1..1,440.</param>
/// <param name="EndAfterMinutes">Idle minutes until a session is ended, more than the pause, at most 43,200.</param>
/// <param name="LaunchDeadlineSeconds">A launch that takes longer has failed, 10..3,600.</param>
/// <param name="ConsolesPerUser">Console connections a person may hold open, 1..200.</param>
public sealed record SettingsDto(
    int? PlacesPerUser, int? PauseAfterMinutes, int? EndAfterMinutes, int? LaunchDeadlineSeconds, int? ConsolesPerUser)
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
    public SystemSettings ToSettings() =>
        new(PlacesPerUser!.Value, PauseAfterMinutes!.Value, EndAfterMinutes!.Value, LaunchDeadlineSeconds!.Value, ConsolesPerUser!.Value);
}
