using System.Text.Json.Nodes;

namespace VdiPortal.Bench.Launching;

/// <summary>What one launch took. All in milliseconds after the click, except what the portal's own clock counts.</summary>
/// <param name="Requested">The portal took the request (its wall clock against the browser's; both are this machine's).</param>
/// <param name="Claimed">VM claimed, after the request; the portal's clock.</param>
/// <param name="Running">VM running, after the request; the portal's clock.</param>
/// <param name="Granted">Console permitted, after the request; the portal's clock.</param>
/// <param name="Connecting">The page began to connect to the screen.</param>
/// <param name="Open">The WebSocket was open.</param>
/// <param name="Greeted">The screen's first bytes were there.</param>
/// <param name="Asked">The handshake was over: the first picture was asked for.</param>
/// <param name="Answered">The first bytes after that.</param>
/// <param name="Frame">The first full picture was painted on the canvas.</param>
/// <param name="Presented">The second animation frame after that had begun: the picture was handed to the display.</param>
internal sealed record LaunchTimes(
    double Requested,
    double Claimed,
    double Running,
    double Granted,
    double Connecting,
    double Open,
    double Greeted,
    double Asked,
    double Answered,
    double Frame,
    double Presented)
{
    /// <summary>Puts together what the page noted and what the session API says of the session.</summary>
    public static LaunchTimes From(FrameTimes seen, JsonNode session)
    {
        var requestedAt = session["requestedAt"]!.GetValue<DateTimeOffset>() - DateTimeOffset.UnixEpoch;
        double Trace(string step) => session["trace"]![step]!.GetValue<double>();
        return new LaunchTimes(
            requestedAt.TotalMilliseconds - seen.TimeOrigin - seen.ClickedAt,
            Trace("claimedMs"),
            Trace("runningMs"),
            Trace("consoleMs"),
            seen.ConnectingAt - seen.ClickedAt,
            seen.OpenAt - seen.ClickedAt,
            seen.GreetedAt - seen.ClickedAt,
            seen.AskedAt - seen.ClickedAt,
            seen.AnsweredAt - seen.ClickedAt,
            seen.FrameAt - seen.ClickedAt,
            seen.PresentedAt - seen.ClickedAt);
    }
}
