using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A signed-in browser.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Agent">The browser's own description.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="ExpiresAt">When it must sign in again.</param>
public sealed record SignInDto(Guid Id, string Address, string Agent, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>From a sign-in.</summary>
    public static SignInDto From(SignIn signIn) => new(signIn.Id.Value, signIn.From, signIn.Agent, signIn.CreatedAt, signIn.ExpiresAt);
}
