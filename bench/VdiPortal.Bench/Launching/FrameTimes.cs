namespace VdiPortal.Bench.Launching;

/// <summary>What <see cref="Witness.Script"/> noted, in milliseconds of the page's clock.</summary>
/// <param name="ClickedAt">The click on Launch.</param>
/// <param name="ConnectingAt">The WebSocket was made.</param>
/// <param name="OpenAt">It was open.</param>
/// <param name="GreetedAt">Its first message.</param>
/// <param name="AskedAt">The handshake was over: the first picture was asked for.</param>
/// <param name="AnsweredAt">The first bytes after that.</param>
/// <param name="FrameAt">The first full picture was painted.</param>
/// <param name="PresentedAt">Two animation frames later.</param>
/// <param name="TimeOrigin">Zero of the page's clock, Unix time.</param>
internal sealed record FrameTimes(
    double ClickedAt,
    double ConnectingAt,
    double OpenAt,
    double GreetedAt,
    double AskedAt,
    double AnsweredAt,
    double FrameAt,
    double PresentedAt,
    double TimeOrigin);
