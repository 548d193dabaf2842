using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using VdiPortal.Broker.Identity;
using VdiPortal.Gateway;
using VdiPortal.Portal.Access;

namespace VdiPortal.Portal.Composition;

/// <summary>Sign-in, policies, and what every answer and every WebSocket must satisfy.</summary>
internal static class SecuritySetup
{
    public static void AddVdiAccess(this IServiceCollection services, PortalOptions options)
    {
        var secure = options.Origin.Scheme == Uri.UriSchemeHttps;
        services.AddAuthentication(AccessNames.Cookie)
            .AddCookie(AccessNames.Cookie, cookie =>
            {
                cookie.Cookie.Name = secure ? "__Host-vdi" : "vdi";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.LoginPath = "/sign-in";
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.SlidingExpiration = false;
                cookie.ExpireTimeSpan = AccountService.SignInLifetime;
                cookie.EventsType = typeof(SignInValidation);
            })
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(AccessNames.Bearer, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(AccessNames.Admin, policy => policy.RequireRole(nameof(Role.Admin)))
            .AddPolicy(AccessNames.Trainer, policy => policy.RequireRole(nameof(Role.Trainer), nameof(Role.Admin)));
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<SignInValidation>().AddScoped<CurrentPrincipal>().AddScoped<BrowserSignIn>();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.AddSingleton<CircuitSignIns>().AddHostedService(provider => provider.GetRequiredService<CircuitSignIns>());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.SuppressXFrameOptionsHeader = true;
            antiforgery.Cookie.Name = secure ? "__Host-vdi-form" : "vdi-form";
            antiforgery.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<ForwardedHeadersOptions>(headers => TrustProxies(headers, options));
    }

    /// <summary>Refuses WebSockets and circuit traffic from foreign pages (CVE-2015-0259), and sets the headers that browsers enforce.</summary>
    public static void UseVdiSecurity(this WebApplication app, PortalOptions options)
    {
        app.UseForwardedHeaders();
        if (options.PublicUrl is not null)
            app.Use((context, next) => SpeakAs(options.Origin, context, next));
        app.UseWebSockets();
        app.Use(async (context, next) =>
        {
            // At the last moment: an answer that is thrown away and made anew, because something broke, has them too.
            context.Response.OnStarting(SetHeadersAsync, context.Response);
            if (IsForeign(context, options.Origin))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            await next(context);
        });
    }

    /// <summary>Addresses in answers are those that browsers use, whatever a proxy calls the portal.</summary>
    private static Task SpeakAs(Uri origin, HttpContext context, RequestDelegate next)
    {
        (context.Request.Scheme, context.Request.Host) = (origin.Scheme, new HostString(origin.Authority));
        return next(context);
    }

    private static bool IsForeign(HttpContext context, Uri origin)
    {
        // The console's own check writes an audit row as well, so it is left to it.
        if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
            return false;

        var isSocket = context.WebSockets.IsWebSocketRequest || context.Request.Method == HttpMethods.Connect;
        return (isSocket || context.Request.Headers.Origin.Count > 0) && !OriginCheck.IsOurs(context.Request, origin);
    }

    private static Task SetHeadersAsync(object response)
    {
        var answer = (HttpResponse)response;
        var headers = answer.Headers;
        if (answer.HttpContext.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), clipboard-read=(self), clipboard-write=(self), fullscreen=(self)";
        return Task.CompletedTask;
    }

    private static void TrustProxies(ForwardedHeadersOptions headers, PortalOptions options)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var proxy in options.TrustedProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (proxy.Contains('/', StringComparison.Ordinal))
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else
                headers.KnownProxies.Add(IPAddress.Parse(proxy));
        }
    }
}
