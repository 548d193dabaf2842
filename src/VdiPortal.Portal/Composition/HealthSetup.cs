using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VdiPortal.Store.Health;

namespace VdiPortal.Portal.Composition;

/// <summary>
/// What a supervisor asks (requirement F5): <c>/health/live</c>, whether the process answers; <c>/health/ready</c>, whether it can do its work:
/// 503 while the database is away or the embedded agent has not joined. Both tell everyone the same few words and nothing of what is inside.
/// </summary>
internal static class HealthSetup
{
    /// <summary>Adds the check of the database; others may be added to the answer.</summary>
    public static IHealthChecksBuilder AddVdiHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<StoreHealth>("database");

    /// <summary>Maps both addresses.</summary>
    public static void MapVdiHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Ok()).ExcludeFromDescription();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
        },
        context.RequestAborted);
}
