using System.Globalization;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Api;

/// <summary>What pages show or offer by plain address: pictures of screens, the audit log as a table. Reading only, so the cookie will do.</summary>
internal static class FileEndpoints
{
    private const int MaxPictureWidth = 1_920;

    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions/{id:guid}/screen.png", ScreenAsync).WithTags("Sessions").WithSummary("A picture of the session's screen, w pixels wide at most.");
        api.MapGet("/audit.csv", ExportAsync).WithTags("Audit").WithSummary("The audit log as CSV (RFC 4180), newest first.");
    }

    private static async Task<IResult> ScreenAsync(
        HttpContext context, Guid id, int? w, SessionService sessions, ApiProblems problems, CancellationToken cancellation)
    {
        var png = await sessions.ScreenshotAsync(context.Who(), new SessionId(id), Math.Clamp(w ?? 480, 16, MaxPictureWidth), cancellation);
        context.Response.Headers.CacheControl = "private, no-store";
        return png is null ? problems.NotFound() : Results.Bytes(png, "image/png");
    }

    private static async Task ExportAsync(HttpContext context, AuditService audit, [AsParameters] AuditSearch search, CancellationToken cancellation)
    {
        var who = context.Who();
        if (!who.Is(Role.Admin))
        {
            await context.RequestServices.GetRequiredService<ApiProblems>().NotAllowed().ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        await context.Response.WriteAsync("id,at,actor,action,outcome,target,from,detail\r\n", cancellation);
        await foreach (var record in audit.ExportAsync(who, search.ToQuery(), cancellation))
            await context.Response.WriteAsync(Line(record), cancellation);
    }

    private static string Line(AuditRecord record)
    {
        var entry = record.Entry;
        var at = record.At.ToString("O", CultureInfo.InvariantCulture);
        string[] fields = [$"{record.Id}", at, entry.Actor, entry.Action, $"{entry.Outcome}", entry.Target, entry.From, entry.Detail ?? ""];
        return string.Join(',', fields.Select(CsvField.Quote)) + "\r\n";
    }
}
