using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Host.Consoles;

namespace VdiPortal.Host;

/// <summary>Maps the host agent's endpoints.</summary>
public static class HostEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>/console/{vm}</c>: a WebSocket to the VM's screen for whoever shows a token that the portal signed (docs/vir.md, "Consoles";
    /// requirement A7). The agent maps it on its own private socket; WebSockets must be enabled before routing.
    /// </summary>
    /// <param name="endpoints">Where to map it; its services must hold those of <see cref="HostServiceCollectionExtensions"/>.</param>
    /// <returns>The endpoint, for conventions.</returns>
    public static IEndpointConventionBuilder MapVdiHostConsole(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var endpoint = endpoints.ServiceProvider.GetRequiredService<ConsoleEndpoint>();
        return endpoints.Map("/console/{vm:guid}", context => endpoint.HandleAsync(context, VmOf(context)));
    }

    private static Guid VmOf(HttpContext context) => Guid.Parse((string)context.Request.RouteValues["vm"]!);
}
