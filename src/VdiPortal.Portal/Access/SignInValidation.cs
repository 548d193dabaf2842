using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using VdiPortal.Broker.Ports;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Access;

/// <summary>Asks the database at every request whether the cookie's sign-in still stands: log-out anywhere ends it everywhere at once.</summary>
internal sealed class SignInValidation(ISignInStore signIns, TimeProvider time) : CookieAuthenticationEvents
{
    /// <inheritdoc/>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // The page that says that the database is away is shown without asking it who looks.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is { } fault && Outage.Is(fault.Error))
        {
            context.RejectPrincipal();
            return;
        }

        var who = context.Principal?.ToPrincipal("");
        var valid = who?.SignInId is { } id
            ? await signIns.GetValidAsync(id, time.GetUtcNow(), context.HttpContext.RequestAborted)
            : null;
        if (valid is not { } found || found.User.Id != who!.UserId)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(AccessNames.Cookie);
            return;
        }

        // Role and name as they are now, not as they were when the cookie was made.
        context.ReplacePrincipal(PrincipalClaims.ToClaims(found.User, found.SignIn.Id, AccessNames.Cookie));
    }

    /// <inheritdoc/>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!IsPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return base.RedirectToLogin(context);
    }

    private static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/console", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
}
