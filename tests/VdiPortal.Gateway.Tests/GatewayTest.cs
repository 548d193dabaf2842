using VdiPortal.Gateway.Tests.Fakes;

namespace VdiPortal.Gateway.Tests;

/// <summary>A test with a gateway and a host of its own.</summary>
public abstract class GatewayTest : IAsyncLifetime
{
    private protected TestGateway Gateway { get; private set; } = null!;

    private protected World World => Gateway.World;

    private protected ConsoleHost Host => Gateway.Host;

    public virtual async Task InitializeAsync() => Gateway = await TestGateway.StartAsync();

    public virtual async Task DisposeAsync() => await Gateway.DisposeAsync();
}
