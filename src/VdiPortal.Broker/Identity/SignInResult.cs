namespace VdiPortal.Broker.Identity;

/// <summary>What came of a sign-in.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="User">Who signed in.</param>
/// <param name="SignIn">The new sign-in.</param>
public sealed record SignInResult(SignInOutcome Outcome, User? User = null, SignIn? SignIn = null);
