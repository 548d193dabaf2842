using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Api.Contracts;

namespace VdiPortal.Portal.Api;

/// <summary>Sessions of the caller, and for administrators all of them.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("/", ListAsync).WithSummary("The caller's sessions; with all=true every active one (administrators only).");
        sessions.MapGet("/{id:guid}", GetAsync).WithSummary("One session with its VMs.").Produces<SessionDetailDto>();
        sessions.MapPost("/{id:guid}/continue", ContinueAsync).WithSummary("Resumes a paused session.").Produces<SessionDto>();
        sessions.MapPost("/{id:guid}/pause", PauseAsync).WithSummary("Pauses a running session; nothing is lost.").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status409Conflict);
        sessions.MapPost("/{id:guid}/keep", KeepAsync).WithSummary("Starts the idle time anew.").Produces(StatusCodes.Status204NoContent);
        sessions.MapDelete("/{id:guid}", EndAsync).WithSummary("Ends a session.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IReadOnlyList<SessionDto>> ListAsync(
        HttpContext context, SessionService sessions, bool? all, CancellationToken cancellation)
    {
        var found = all == true ? await sessions.ListAllAsync(context.Who(), cancellation) : await sessions.ListMineAsync(context.Who(), cancellation);
        return [.. found.Select(SessionDto.From)];
    }

    private static async Task<IResult> GetAsync(
        HttpContext context, Guid id, SessionService sessions, ApiProblems problems, CancellationToken cancellation) =>
        await sessions.GetAsync(context.Who(), new SessionId(id), cancellation) is { } detail
            ? Results.Ok(SessionDetailDto.From(detail))
            : problems.NotFound();

    private static async Task<IResult> ContinueAsync(
        HttpContext context, Guid id, SessionService sessions, ApiProblems problems, CancellationToken cancellation) =>
        await sessions.ContinueAsync(context.Who(), new SessionId(id), cancellation) is { } session
            ? Results.Ok(SessionDto.From(session))
            : problems.NotFound();

    private static async Task<IResult> PauseAsync(
        HttpContext context, Guid id, SessionService sessions, ApiProblems problems, CancellationToken cancellation)
    {
        if (await sessions.PauseAsync(context.Who(), new SessionId(id), cancellation))
            return Results.NoContent();

        return await sessions.GetAsync(context.Who(), new SessionId(id), cancellation) is null ? problems.NotFound() : problems.Conflict("not-running");
    }

    private static async Task<IResult> KeepAsync(
        HttpContext context, Guid id, SessionService sessions, ApiProblems problems, CancellationToken cancellation) =>
        await sessions.KeepAsync(context.Who(), new SessionId(id), cancellation) ? Results.NoContent() : problems.NotFound();

    private static async Task<IResult> EndAsync(
        HttpContext context, Guid id, SessionService sessions, ApiProblems problems, CancellationToken cancellation) =>
        await sessions.EndAsync(context.Who(), new SessionId(id), cancellation) ? Results.NoContent() : problems.NotFound();
}
