using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Access;

/// <summary>Authenticates programs by <c>Authorization: Bearer vdi_...</c> (RFC 6750, header form only).</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiTokenService tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Scheme6750 = "Bearer ";

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Scheme6750.Trim();
        return base.HandleChallengeAsync(properties);
    }

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme6750, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        var user = await tokens.AuthenticateAsync(header[Scheme6750.Length..].Trim(), Context.RequestAborted);
        return user is null
            ? AuthenticateResult.Fail("The access token is not valid.")
            : AuthenticateResult.Success(new AuthenticationTicket(PrincipalClaims.ToClaims(user, null, Scheme.Name), Scheme.Name));
    }
}
