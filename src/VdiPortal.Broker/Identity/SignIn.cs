namespace VdiPortal.Broker.Identity;

/// <summary>One revocable login of a browser (requirement A1).</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Who signed in.</param>
/// <param name="From">The client's address.</param>
/// <param name="Agent">The browser's own description, at most 300 characters.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Not valid from this moment on.</param>
/// <param name="RevokedAt">When it was ended, or null.</param>
public sealed record SignIn(
    SignInId Id, UserId UserId, string From, string Agent, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);
