namespace VdiPortal.Broker.Identity;

/// <summary>Who asks for something, as every service sees it.</summary>
/// <param name="UserId">The account.</param>
/// <param name="UserName">Its sign-in name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="SignInId">The browser's sign-in; null for an access token.</param>
/// <param name="From">The client's address, for the audit log.</param>
public sealed record Principal(UserId UserId, string UserName, Role Role, SignInId? SignInId, string From)
{
    /// <summary>Whether the person may do what this role may.</summary>
    public bool Is(Role role) => Role >= role;
}
