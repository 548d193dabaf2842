namespace VdiPortal.Bench.Launching;

/// <summary>What one launch took. All in milliseconds after the click, except what the portal's own clock counts.</summary>
/// <param name="Requested">The portal took the request (its wall clock against the browser's; both are this machine's).</param>
/// <param name="Claimed">VM claimed, after the request; the portal's clock.</param>
/// <param name="Running">VM running, after the request; the portal's clock.</param>
/// <param name="Granted">Console permitted, after the request; the portal's clock.</param>
/// <param name="Connecting">The page began to connect to the screen.</param>
/// <param name="Open">The WebSocket was open.</param>
/// <param name="Greeted">The screen's first bytes were there.</param>
/// <param name="Frame">The first full picture was painted on the canvas.</param>
/// <param name="Presented">The second animation frame after that had begun: the picture was handed to the display.</param>
internal sealed record LaunchTimes(
    double Requested, double Claimed, double Running, double Granted, double Connecting, double Open, double Greeted, double Frame, double Presented);
