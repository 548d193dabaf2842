using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VdiPortal.Portal.Hubs;

/// <summary>Whether the host agent of this process has joined: before that no desktop of its host can be launched here.</summary>
internal sealed class AgentHealth(HostLinks links) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(links.All.Count > 0 ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus));
}
