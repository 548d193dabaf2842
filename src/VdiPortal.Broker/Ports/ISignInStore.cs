using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Ports;

/// <summary>Sign-ins of browsers.</summary>
public interface ISignInStore
{
    /// <summary>Writes a new sign-in down.</summary>
    Task AddAsync(SignIn signIn, CancellationToken cancellation);

    /// <summary>The sign-in and its account, if it is neither expired nor revoked and the account is not disabled; else null.</summary>
    Task<(SignIn SignIn, User User)?> GetValidAsync(SignInId id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A person's valid sign-ins, newest first.</summary>
    Task<IReadOnlyList<SignIn>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Revokes one sign-in of this person. False when there was nothing to revoke.</summary>
    Task<bool> RevokeAsync(UserId user, SignInId id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Revokes all sign-ins of a person but one (null: all); returns which.</summary>
    Task<IReadOnlyList<SignInId>> RevokeAllAsync(UserId user, SignInId? except, DateTimeOffset now, CancellationToken cancellation);
}
