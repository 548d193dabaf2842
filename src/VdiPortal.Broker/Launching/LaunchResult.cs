using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Broker.Launching;

/// <summary>What came of pressing Launch.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Session">The session that is being started or goes on.</param>
/// <param name="Others">The sessions that take up the user's places.</param>
/// <param name="Failure">Why it could not be done.</param>
public sealed record LaunchResult(
    LaunchOutcome Outcome, Session? Session = null, IReadOnlyList<Session>? Others = null, Failure? Failure = null);
