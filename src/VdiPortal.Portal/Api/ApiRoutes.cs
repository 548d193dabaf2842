using VdiPortal.Portal.Access;

namespace VdiPortal.Portal.Api;

/// <summary>The REST API, version 1 (requirement F4). Programs only: bearer tokens. Two pictures and files serve the pages' cookie, too.</summary>
internal static class ApiRoutes
{
    /// <summary>Where version 1 begins.</summary>
    public const string Root = "/api/v1";

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddVdiApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiProblems>();
        services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = context => context.HttpContext.RequestServices.GetRequiredService<ApiProblems>().Complete(context.ProblemDetails));
        services.AddExceptionHandler<ApiExceptions>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        return services.AddOpenApi("v1");
    }

    /// <summary>Maps all endpoints of version 1.</summary>
    public static void MapVdiApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Root)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(AccessNames.Bearer).RequireAuthenticatedUser())
            .DisableAntiforgery();
        api.MapCatalog();
        api.MapSessions();
        api.MapHosts();
        api.MapUsers();
        api.MapAccount();
        api.MapAudit();
        api.MapSettings();

        var files = endpoints.MapGroup(Root)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(AccessNames.Cookie, AccessNames.Bearer).RequireAuthenticatedUser());
        files.MapFiles();
    }
}
