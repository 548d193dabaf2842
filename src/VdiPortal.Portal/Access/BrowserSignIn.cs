using Microsoft.AspNetCore.Authentication;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Access;

/// <summary>Signs a browser in and out: the sign-in in the database, and the cookie that names it.</summary>
public sealed class BrowserSignIn(AccountService accounts)
{
    /// <summary>Checks name and password; on success the response carries the cookie.</summary>
    public async Task<SignInOutcome> SignInAsync(HttpContext context, string name, string password, CancellationToken cancellation)
    {
        var from = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var agent = context.Request.Headers.UserAgent.ToString();
        var result = await accounts.SignInAsync(name, password, from, agent, cancellation);
        if (result is { User: { } user, SignIn: { } signIn })
        {
            var properties = new AuthenticationProperties { IssuedUtc = signIn.CreatedAt, ExpiresUtc = signIn.ExpiresAt };
            await context.SignInAsync(AccessNames.Cookie, PrincipalClaims.ToClaims(user, signIn.Id, AccessNames.Cookie), properties);
        }

        return result.Outcome;
    }

    /// <summary>Ends the sign-in and everything opened with it, and removes the cookie.</summary>
    public async Task SignOutAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.User.ToPrincipal(context.Connection.RemoteIpAddress?.ToString() ?? "") is { } who)
            await accounts.SignOutAsync(who, cancellation);
        await context.SignOutAsync(AccessNames.Cookie);
    }
}
