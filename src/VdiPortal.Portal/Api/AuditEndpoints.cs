using VdiPortal.Broker.Auditing;

namespace VdiPortal.Portal.Api;

/// <summary>The audit log; for administrators.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", SearchAsync).WithTags("Audit")
            .AddEndpointFilter(HostEndpoints.RequireAdminAsync)
            .WithSummary("Entries of the audit log, newest first; page with beforeId.")
            .ProducesProblem(StatusCodes.Status403Forbidden);

    private static Task<IReadOnlyList<AuditRecord>> SearchAsync(
        HttpContext context, AuditService audit, [AsParameters] AuditSearch search, CancellationToken cancellation) =>
        audit.SearchAsync(context.Who(), search.ToQuery(), cancellation);
}
