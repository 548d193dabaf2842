using Radzen;
using VdiPortal.Portal.Components.Live;
using VdiPortal.Portal.Components.Shared;
using VdiPortal.Portal.Components.Words;
using VdiPortal.Portal.Components.Workspace;

namespace VdiPortal.Portal.Components;

/// <summary>Adds the pages.</summary>
internal static class PagesSetup
{
    /// <summary>Adds what the pages need. The broker, the change feed and Access must be added beside it.</summary>
    public static IServiceCollection AddVdiPages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddRadzenComponents();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSingleton<SessionWords>().AddSingleton<TimeWords>().AddSingleton<ModuleWords>().AddSingleton<PoolWords>().AddSingleton<PowerWords>().AddSingleton<AuditWords>();
        return services.AddScoped<Browser>().AddScoped<Toasts>().AddScoped<WorkspaceScreen>();
    }

    /// <summary>Maps the pages. Files (MapStaticAssets), authentication, authorisation and antiforgery must be in the pipeline.</summary>
    /// <remarks>The policy of who may frame a page is part of the one that the portal sets for every answer.</remarks>
    public static RazorComponentsEndpointConventionBuilder MapVdiPages(this IEndpointRouteBuilder routes) =>
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
}
