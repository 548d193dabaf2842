using VdiPortal.Broker.Catalog;

namespace VdiPortal.Broker.Settings;

/// <summary>What an administrator may change while the portal runs.</summary>
/// <param name="PlacesPerUser">Modules a person may use at the same time, 1..20.</param>
/// <param name="PauseAfterMinutes">Idle minutes until a session is paused, 1..1,440; modules may override it.</param>
/// <param name="EndAfterMinutes">Idle minutes until a session is ended, more than the pause, at most 43,200.</param>
/// <param name="LaunchDeadlineSeconds">A launch that takes longer has failed, 10..3,600.</param>
/// <param name="ConsolesPerUser">Console connections a person may hold open, 1..200.</param>
/// <param name="PeopleMemoryPercent">Per cent of each host's memory that pools leave to people's desktops, 0..90.</param>
/// <param name="FreeMemoryFloorMiB">While a host has less free memory than this, in MiB, its warm stock shrinks; 0..1,048,576, 0 never.</param>
public sealed record SystemSettings(
    int PlacesPerUser = 1,
    int PauseAfterMinutes = 30,
    int EndAfterMinutes = 480,
    int LaunchDeadlineSeconds = 300,
    int ConsolesPerUser = 24,
    int PeopleMemoryPercent = 10,
    int FreeMemoryFloorMiB = 512)
{
    /// <summary>The idle rules that hold where a module has none of its own.</summary>
    public IdleRules Idle => new(TimeSpan.FromMinutes(PauseAfterMinutes), TimeSpan.FromMinutes(EndAfterMinutes));

    /// <summary>The names of the values that are out of bounds.</summary>
    public IReadOnlyList<string> Invalid()
    {
        List<string> names = [];
        Check(nameof(PlacesPerUser), PlacesPerUser is >= 1 and <= 20);
        Check(nameof(PauseAfterMinutes), PauseAfterMinutes is >= 1 and <= 1_440);
        Check(nameof(EndAfterMinutes), EndAfterMinutes > PauseAfterMinutes && EndAfterMinutes <= 43_200);
        Check(nameof(LaunchDeadlineSeconds), LaunchDeadlineSeconds is >= 10 and <= 3_600);
        Check(nameof(ConsolesPerUser), ConsolesPerUser is >= 1 and <= 200);
        Check(nameof(PeopleMemoryPercent), PeopleMemoryPercent is >= 0 and <= 90);
        Check(nameof(FreeMemoryFloorMiB), FreeMemoryFloorMiB is >= 0 and <= 1_048_576);
        return names;

        void Check(string name, bool valid)
        {
            if (!valid)
                names.Add(name);
        }
    }
}
