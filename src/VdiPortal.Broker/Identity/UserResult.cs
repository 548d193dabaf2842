namespace VdiPortal.Broker.Identity;

/// <summary>What came of changing an account.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="User">The account as it is now.</param>
public sealed record UserResult(UserOutcome Outcome, User? User = null);
