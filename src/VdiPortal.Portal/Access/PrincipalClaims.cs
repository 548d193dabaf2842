using System.Security.Claims;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Access;

/// <summary>Turns an account into claims and back.</summary>
internal static class PrincipalClaims
{
    /// <summary>The claims of a person.</summary>
    public static ClaimsPrincipal ToClaims(User user, SignInId? signIn, string scheme)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, user.Name),
            new(ClaimTypes.GivenName, user.DisplayName),
            new(ClaimTypes.Role, user.Role.ToString()),
        ];
        if (signIn is { } id)
            claims.Add(new Claim(AccessNames.SignInClaim, id.ToString()));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>The person that the claims speak of, or null when they speak of nobody.</summary>
    public static Principal? ToPrincipal(this ClaimsPrincipal claims, string from)
    {
        if (claims.Identity is not { IsAuthenticated: true, Name: { } name }
            || !Guid.TryParse(claims.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            || !Enum.TryParse<Role>(claims.FindFirstValue(ClaimTypes.Role), out var role))
            return null;

        SignInId? signIn = Guid.TryParse(claims.FindFirstValue(AccessNames.SignInClaim), out var id) ? new SignInId(id) : null;
        return new Principal(new UserId(user), name, role, signIn, from);
    }
}
