namespace VdiPortal.Broker.Identity;

/// <summary>A personal access token as it is kept: the token itself is shown once and never stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Whose rights it carries.</param>
/// <param name="Name">What its owner calls it, 1..60 characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Not valid from this moment on.</param>
/// <param name="LastUsedAt">Last use (to the minute), or null.</param>
public sealed record ApiToken(
    ApiTokenId Id, UserId UserId, string Name, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
