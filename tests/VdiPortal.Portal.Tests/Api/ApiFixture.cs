using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Api;

/// <summary>One portal for all tests of the API: a learner with a desktop, another learner, a trainer, an administrator.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    internal TestPortal Portal { get; private set; } = null!;

    internal Module Module { get; private set; } = null!;

    internal Person Ada { get; private set; } = null!;

    internal Person Bob { get; private set; } = null!;

    internal Person Trainer { get; private set; } = null!;

    internal Person Admin { get; private set; } = null!;

    /// <summary>Everything that the running application serves below /api/v1.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints =>
    [
        .. Portal.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true)
            .DistinctBy(Name),
    ];

    /// <summary>Method and route, as the table names them.</summary>
    internal static string Name(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} {endpoint.RoutePattern.RawText!["/api/v1".Length..].TrimEnd('/')}";

    public async Task InitializeAsync()
    {
        Portal = await TestPortal.StartAsync(new TestPortalOptions { Slots = 8 });
        Module = await Portal.AddModuleAsync(await Portal.AddTemplateAsync(), "painting");
        Ada = await Portal.AddPersonAsync("ada");
        Bob = await Portal.AddPersonAsync("bob");
        Trainer = await Portal.AddPersonAsync("tess", Role.Trainer);
        Admin = await Portal.AddPersonAsync("boss", Role.Admin);
    }

    public async Task DisposeAsync() => await Portal.DisposeAsync();

    /// <summary>Ada's session, running; launched or continued when need be.</summary>
    internal async Task<Guid> AdasSessionAsync()
    {
        var (_, body) = await Ada.TryLaunchAsync(Module);
        var session = body["id"]!.GetValue<Guid>();
        await Ada.UntilAsync(session, "Running");
        return session;
    }
}
