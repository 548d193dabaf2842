namespace VdiPortal.Broker.Sessions;

/// <summary>What each step of a launch took, counted from the request. Null where a step has not (yet) happened.</summary>
/// <param name="Warm">Whether a warm VM was taken; false for a boot.</param>
/// <param name="ClaimedMs">All VMs claimed, milliseconds after the request.</param>
/// <param name="RunningMs">All VMs running, milliseconds after the request.</param>
/// <param name="ConsoleMs">First console connected, milliseconds after the request.</param>
/// <param name="FirstFrameMs">First full picture in the browser, milliseconds after the request.</param>
public sealed record LaunchTrace(bool Warm, double? ClaimedMs, double? RunningMs, double? ConsoleMs, double? FirstFrameMs)
{
    /// <summary>Nothing has happened yet.</summary>
    public static LaunchTrace Empty { get; } = new(false, null, null, null, null);
}
