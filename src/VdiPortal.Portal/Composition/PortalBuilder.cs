using Microsoft.AspNetCore.Antiforgery;
using VdiPortal.Broker;
using VdiPortal.Broker.Ports;
using VdiPortal.Gateway;
using VdiPortal.Hypervisor;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Api;
using VdiPortal.Portal.Components;
using VdiPortal.Portal.Consoles;
using VdiPortal.Portal.Examples;
using VdiPortal.Portal.Hubs;
using VdiPortal.Store;
using VdiPortal.Vir;

namespace VdiPortal.Portal.Composition;

/// <summary>Puts the portal together. With its folder the only place that knows the store and the host agent.</summary>
internal static class PortalBuilder
{
    /// <summary>Adds every service.</summary>
    public static void AddServices(WebApplicationBuilder builder, PortalOptions options, bool embeddedAgent)
    {
        var services = builder.Services;
        services.AddVdiBroker();
        services.AddVdiStore(builder.Configuration);
        services.AddVdiAccess(options);
        services.AddVdiGateway(gateway => gateway.Origin = options.Origin);
        services.AddSingleton<ConsoleSigningKey>().AddSingleton<IConsoleTokenIssuer, ConsoleTokenIssuer>();
        services.AddSingleton<HostLinks>().AddSingleton<IHostLink>(provider => provider.GetRequiredService<HostLinks>());
        services.AddSingleton<WishFactory>().AddHostedService<WishDispatcher>();
        services.AddLocalization(localization => localization.ResourcesPath = "Resources");
        services.AddSingleton<ApiProblems>();
        services.AddProblemDetails();
        services.AddOpenApi("v1");
        services.AddSignalR().AddHubOptions<VirHub>(hub => hub.MaximumReceiveMessageSize = VirProtocol.MaxMessageBytes);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddDataProtection().AddVdiKeyRing();
        services.AddPortalComponents();
        services.AddVdiHypervisor(builder.Configuration);
        services.AddSingleton<ExampleImporter>();
        if (embeddedAgent)
            EmbeddedAgent.Add(builder, options);
    }

    /// <summary>Maps every endpoint.</summary>
    public static void MapEndpoints(WebApplication app, PortalOptions options)
    {
        app.UseVdiSecurity(options);
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapVdiConsole(context => context.User.ToPrincipal(context.Connection.RemoteIpAddress?.ToString() ?? ""));
        app.MapHub<VirHub>(VirProtocol.Path).RequirePrivateListener();
        app.MapVdiApi();
        app.MapOpenApi("/api/{documentName}/openapi.json");
        app.MapPost("/sign-out", SignOutAsync).ExcludeFromDescription();
        app.MapGet("/health/live", () => Results.Ok()).ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, BrowserSignIn signIn, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();

        await signIn.SignOutAsync(context, context.RequestAborted);
        return Results.LocalRedirect("/sign-in");
    }
}
