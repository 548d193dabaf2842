namespace VdiPortal.Broker.Identity;

/// <summary>A person's account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Sign-in name, unique without regard to case, 1..64 characters.</param>
/// <param name="DisplayName">Name for people, at most 100 characters.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Disabled">Whether the account is shut.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastSignInAt">Last sign-in, or null.</param>
public sealed record User(
    UserId Id, string Name, string DisplayName, Role Role, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt);
