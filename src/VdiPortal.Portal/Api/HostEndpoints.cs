using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Api.Contracts;

namespace VdiPortal.Portal.Api;

/// <summary>Hosts, VMs, pools and console connections; for administrators.</summary>
internal static class HostEndpoints
{
    public static void MapHosts(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("").WithTags("Hosts").AddEndpointFilter(RequireAdminAsync).ProducesProblem(StatusCodes.Status403Forbidden);
        admin.MapGet("/hosts", ListHostsAsync).WithSummary("All hosts.");
        admin.MapPut("/hosts/{id:guid}/state", SetStateAsync).WithSummary("Puts a host into or out of use.").Produces(StatusCodes.Status204NoContent);
        admin.MapGet("/vms", ListVmsAsync).WithSummary("All VMs that are not gone.");
        admin.MapDelete("/vms/{id:guid}", DestroyAsync).WithSummary("Ends a VM at once; its session fails.").Produces(StatusCodes.Status204NoContent);
        admin.MapGet("/pools", ListPoolsAsync).WithSummary("How the pools stand.");
        admin.MapGet("/consoles", ListConsolesAsync).WithSummary("Open console connections.");
        admin.MapDelete("/consoles/{id:guid}", CutAsync).WithSummary("Cuts a console connection.").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Answers 403 to everyone but administrators. The services check the same once more.</summary>
    public static async ValueTask<object?> RequireAdminAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Who().Is(Role.Admin)
            ? await next(context)
            : context.HttpContext.RequestServices.GetRequiredService<ApiProblems>().NotAllowed();

    private static async Task<IReadOnlyList<HostDto>> ListHostsAsync(HttpContext context, HostService hosts, CancellationToken cancellation) =>
        [.. (await hosts.ListAsync(context.Who(), cancellation)).Select(HostDto.From)];

    private static async Task<IReadOnlyList<VmDto>> ListVmsAsync(HttpContext context, HostService hosts, CancellationToken cancellation) =>
        [.. (await hosts.ListVmsAsync(context.Who(), cancellation)).Select(VmDto.From)];

    private static async Task<IReadOnlyList<PoolDto>> ListPoolsAsync(HttpContext context, PoolService pools, CancellationToken cancellation) =>
        [.. (await pools.ListAsync(context.Who(), cancellation)).Select(PoolDto.From)];

    private static async Task<IReadOnlyList<ConsoleDto>> ListConsolesAsync(
        HttpContext context, ConsoleService consoles, CancellationToken cancellation) =>
        [.. (await consoles.ListAsync(context.Who(), cancellation)).Select(ConsoleDto.From)];

    private static async Task<IResult> SetStateAsync(
        HttpContext context, Guid id, HostStateDto wanted, HostService hosts, ApiProblems problems, CancellationToken cancellation)
    {
        if (!Enum.TryParse<HostState>(wanted.State, ignoreCase: true, out var state) || !Enum.IsDefined(state) || state == HostState.Unreachable)
            return problems.Invalid(nameof(wanted.State));

        return await hosts.SetStateAsync(context.Who(), new HostId(id), state, cancellation) ? Results.NoContent() : problems.NotFound();
    }

    private static async Task<IResult> DestroyAsync(
        HttpContext context, Guid id, HostService hosts, ApiProblems problems, CancellationToken cancellation) =>
        await hosts.DestroyVmAsync(context.Who(), new VmId(id), cancellation) ? Results.NoContent() : problems.NotFound();

    private static async Task<IResult> CutAsync(
        HttpContext context, Guid id, ConsoleService consoles, ApiProblems problems, CancellationToken cancellation) =>
        await consoles.CutAsync(context.Who(), new ConsoleId(id), cancellation) ? Results.NoContent() : problems.NotFound();
}
