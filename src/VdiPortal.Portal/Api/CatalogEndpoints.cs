using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Launching;
using VdiPortal.Portal.Api.Contracts;

namespace VdiPortal.Portal.Api;

/// <summary>The catalog and launching.</summary>
internal static class CatalogEndpoints
{
    public static void MapCatalog(this IEndpointRouteBuilder api)
    {
        var modules = api.MapGroup("/modules").WithTags("Catalog");
        modules.MapGet("/", ListAsync).WithSummary("The modules that the caller may launch now, with their live state.");
        modules.MapPost("/{id:guid}/launch", LaunchAsync)
            .WithSummary("Launches a module, or goes on with the caller's session of it.")
            .Produces<SessionDto>(StatusCodes.Status202Accepted)
            .Produces<SessionDto>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        modules.MapPatch("/{id:guid}", ChangeAsync)
            .WithSummary("Changes title, summary, category, pool or idle times; makes the next version. Administrators only.")
            .Produces<ModuleVersionDto>();
    }

    private static async Task<IReadOnlyList<ModuleDto>> ListAsync(HttpContext context, CatalogService catalog, CancellationToken cancellation) =>
        [.. (await catalog.ListAsync(context.Who(), cancellation)).Select(ModuleDto.From)];

    private static async Task<IResult> LaunchAsync(
        HttpContext context, Guid id, LaunchRequestDto? request, LaunchService launch, ApiProblems problems, CancellationToken cancellation)
    {
        var result = await launch.LaunchAsync(context.Who(), new ModuleId(id), request?.RequestId ?? Guid.NewGuid(), cancellation);
        return result.Outcome switch
        {
            LaunchOutcome.Started => Results.Accepted($"{ApiRoutes.Root}/sessions/{result.Session!.Id}", SessionDto.From(result.Session)),
            LaunchOutcome.Continued => Results.Ok(SessionDto.From(result.Session!)),
            LaunchOutcome.Busy => problems.Conflict("busy", new Dictionary<string, object?> { ["sessions"] = result.Others!.Select(other => other.Id.Value) }),
            LaunchOutcome.Failed => problems.Unavailable(result.Failure!),
            _ => problems.NotFound(),
        };
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, Guid id, ModuleChangeDto change, CatalogService catalog, ApiProblems problems, CancellationToken cancellation)
    {
        var who = context.Who();
        if (!who.Is(Broker.Identity.Role.Admin))
            return problems.NotAllowed();
        if ((await catalog.ListAllAsync(who, cancellation)).FirstOrDefault(module => module.Id.Value == id) is not { } module)
            return problems.NotFound();

        var changed = change.Apply(module);
        if (change.Invalid(changed) is { Count: > 0 } invalid)
            return problems.Invalid(invalid);

        var saved = await catalog.SaveAsync(who, changed, change.Version ?? module.Version, cancellation);
        return saved is null
            ? problems.Conflict("changed-meanwhile", new Dictionary<string, object?> { ["version"] = module.Version })
            : Results.Ok(new ModuleVersionDto(saved.Id.Value, saved.Version));
    }
}
