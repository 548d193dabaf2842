using VdiPortal.Broker.Settings;
using VdiPortal.Portal.Api.Contracts;

namespace VdiPortal.Portal.Api;

/// <summary>The settings of the installation; for administrators.</summary>
internal static class SettingEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings")
            .AddEndpointFilter(HostEndpoints.RequireAdminAsync).ProducesProblem(StatusCodes.Status403Forbidden);
        settings.MapGet("/", (SettingService service, CancellationToken cancellation) => service.GetAsync(cancellation)).WithSummary("The settings.");
        settings.MapPut("/", SetAsync).WithSummary("Replaces the settings; only those for memory may be left out.").Produces<SystemSettings>();
    }

    private static async Task<IResult> SetAsync(
        HttpContext context, SettingsDto wanted, SettingService service, ApiProblems problems, CancellationToken cancellation)
    {
        if (wanted.Missing() is { Count: > 0 } missing)
            return problems.Invalid(missing);

        var settings = wanted.ToSettings(await service.GetAsync(cancellation));
        var result = await service.SetAsync(context.Who(), settings, cancellation);
        return result switch
        {
            { Allowed: false } => problems.NotAllowed(),
            { Invalid.Count: > 0 } => problems.Invalid(result.Invalid),
            _ => Results.Ok(settings),
        };
    }
}
