using Microsoft.AspNetCore.Antiforgery;
using VdiPortal.Broker;
using VdiPortal.Broker.Ports;
using VdiPortal.Gateway;
using VdiPortal.Hypervisor;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Api;
using VdiPortal.Portal.Components;
using VdiPortal.Portal.Consoles;
using VdiPortal.Portal.Hubs;
using VdiPortal.Portal.Metrics;
using VdiPortal.Store;
using VdiPortal.Store.Keys;
using VdiPortal.Vir;

namespace VdiPortal.Portal.Composition;

/// <summary>Puts the portal together. With its folder the only place that knows the store and the host agent.</summary>
internal static class PortalBuilder
{
    /// <summary>Adds every service.</summary>
    public static void AddServices(WebApplicationBuilder builder, PortalOptions options, bool embeddedAgent)
    {
        var services = builder.Services;
        services.AddVdiStore(store =>
        {
            store.ConnectionString = builder.Configuration["Vdi:Store:ConnectionString"] ?? "";
            store.KeyFile = Path.Combine(options.DataDirectory, "keys", "master.key");
        });
        services.AddVdiBroker();
        services.AddVdiAccess(options);
        services.AddVdiGateway(gateway => gateway.Origin = options.Origin);
        services.AddSingleton<ConsoleSigningKey>().AddSingleton<IConsoleTokenIssuer, ConsoleTokenIssuer>();
        services.AddSingleton<HostLinks>().AddSingleton<IHostLink>(provider => provider.GetRequiredService<HostLinks>());
        services.AddSingleton<WishFactory>().AddHostedService<WishDispatcher>();
        services.AddVdiApi();
        services.AddSignalR().AddHubOptions<VirHub>(hub => hub.MaximumReceiveMessageSize = VirProtocol.MaxMessageBytes);
        services.AddDataProtection().AddVdiKeyRing();
        services.AddVdiPages();
        services.AddVdiMetrics();
        services.AddVdiHypervisor(builder.Configuration);
        var health = services.AddVdiHealth();
        if (embeddedAgent)
            EmbeddedAgent.Add(builder, health);
    }

    /// <summary>Maps every endpoint.</summary>
    public static void MapEndpoints(WebApplication app, PortalOptions options)
    {
        app.UseVdiSecurity(options);
        app.UseWhen(IsForPeople, pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = ApiExceptions.PagePath, CreateScopeForErrors = true, StatusCodeSelector = ApiExceptions.StatusOf,
            });

            // A form that was refused is not sent on to another page: what that says to it would take the place of the refusal.
            pages.UseWhen(IsReading, reading => reading.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        });
        app.UseWhen(context => !IsForPeople(context), programs => programs.UseExceptionHandler().UseStatusCodePages());
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapVdiConsole(context => context.User.ToPrincipal(context.Connection.RemoteIpAddress?.ToString() ?? ""));
        app.MapHub<VirHub>(VirProtocol.Path).RequirePrivateListener();
        app.MapVdiApi();
        app.MapOpenApi("/api/{documentName}/openapi.json");
        app.MapPost("/sign-out", SignOutAsync).ExcludeFromDescription();
        app.MapVdiHealth();
        app.MapVdiMetrics();
        app.MapVdiPages();
    }

    /// <summary>Whether a person looks at the answer: programs get problem details (RFC 9457) instead of a page.</summary>
    private static bool IsForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/console", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);

    private static bool IsReading(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    private static async Task<IResult> SignOutAsync(HttpContext context, BrowserSignIn signIn, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();

        await signIn.SignOutAsync(context, context.RequestAborted);
        return Results.LocalRedirect("/sign-in");
    }
}
