using VdiPortal.Bench.Measuring;

namespace VdiPortal.Bench.Launching;

/// <summary>Where the time of launches goes, for people: to standard error.</summary>
internal static class LaunchBreakdown
{
    /// <summary>Writes each step's times.</summary>
    public static void Write(Run run, string kind, IReadOnlyList<LaunchTimes> launches)
    {
        run.Say($"\nWhere the time of {launches.Count} {kind} launches goes, ms:");
        Line("click to request at the portal", times => times.Requested);
        Line("  request to claimed", times => times.Claimed);
        Line("  request to console granted", times => times.Granted);
        Line("  request to running", times => times.Running);
        Line("click to connecting", times => times.Connecting);
        Line("  connecting to open", times => times.Open - times.Connecting);
        Line("  open to the screen's greeting", times => times.Greeted - times.Open);
        Line("  greeting to asking for a picture", times => times.Asked - times.Greeted);
        Line("  asking to its first bytes", times => times.Answered - times.Asked);
        Line("  first bytes to full picture", times => times.Frame - times.Answered);
        Line("click to full picture", times => times.Frame);
        Line("click to picture presented", times => times.Presented);

        void Line(string what, Func<LaunchTimes, double> of) => run.Say($"  {what,-34} {new Sample(launches.Select(of))}");
    }
}
