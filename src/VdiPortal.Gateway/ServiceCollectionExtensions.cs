using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Gateway;

/// <summary>Adds the gateway.</summary>
public static class ServiceCollectionExtensions
{
    // WebSockets over HTTP/2 begin with CONNECT (RFC 8441).
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Connect];

    /// <summary>Adds the gateway's services. An <see cref="IConsoleTokenIssuer"/> and the broker must be added beside it.</summary>
    public static IServiceCollection AddVdiGateway(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        services.Configure(configure);
        services.AddHttpForwarder();
        services.AddSingleton<LiveConsoles>().AddSingleton<HostConnector>().AddSingleton<GatewayMetrics>();
        services.AddSingleton<ConsoleCloser>().AddSingleton<ConsoleEndpoint>();
        return services.AddHostedService<ConsoleCutter>().AddHostedService<ReplicaHeartbeat>();
    }

    /// <summary>Maps <c>/console/{vm}</c>.</summary>
    /// <param name="endpoints">The portal's endpoints.</param>
    /// <param name="identify">Tells who asks; null when nobody is signed in.</param>
    public static IEndpointConventionBuilder MapVdiConsole(this IEndpointRouteBuilder endpoints, Func<HttpContext, Principal?> identify)
    {
        var console = endpoints.ServiceProvider.GetRequiredService<ConsoleEndpoint>();
        return endpoints.MapMethods("/console/{vm:guid}", Methods, (HttpContext context, Guid vm) => console.ServeAsync(context, identify(context), vm))
            .ExcludeFromDescription();
    }
}
