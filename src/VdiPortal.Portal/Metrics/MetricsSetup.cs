using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;

namespace VdiPortal.Portal.Metrics;

/// <summary><c>GET /metrics</c> for Prometheus: needs an administrator's access token, because it tells how busy everyone is.</summary>
internal static class MetricsSetup
{
    /// <summary>Adds the collector.</summary>
    public static IServiceCollection AddVdiMetrics(this IServiceCollection services) =>
        services.AddSingleton<MetricCollector>().AddHostedService(provider => provider.GetRequiredService<MetricCollector>());

    /// <summary>Maps the address.</summary>
    public static void MapVdiMetrics(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/metrics", (MetricCollector collector) => Results.Text(PrometheusText.Write(collector.Collect()), PrometheusText.MediaType))
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(AccessNames.Bearer).RequireRole(nameof(Role.Admin)))
        .ExcludeFromDescription();
}
