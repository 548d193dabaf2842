using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VdiPortal.Gateway.Tests.Fakes;

namespace VdiPortal.Gateway.Tests;

/// <summary>The gateway on a real Kestrel, in front of a host's console endpoint. The sign-in is a cookie with the person's name.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestGateway(World world, ConsoleHost host, TimeProvider time, X509Certificate2? certificate)
    {
        (World, Host) = (world, host);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging().AddMetrics().AddRoutingCore().AddSingleton(time);
        world.AddTo(builder.Services);
        builder.Services.AddVdiGateway(gateway => gateway.Origin = Origin);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listener => _ = certificate is null ? listener : listener.UseHttps(certificate));
        });
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.UseRouting();
        _app.UseWebSockets();
        _app.MapVdiConsole(context => World.Identify(context.Request.Cookies["who"]));
    }

    public static Uri Origin { get; } = new("https://desktops.example");

    public World World { get; }

    public ConsoleHost Host { get; }

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public IServiceProvider Services => _app.Services;

    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    public static async Task<TestGateway> StartAsync(TimeProvider? time = null, X509Certificate2? certificate = null)
    {
        var host = await ConsoleHost.StartAsync();
        var world = new World();
        world.PlaceHost(host.Endpoint);
        var gateway = new TestGateway(world, host, time ?? TimeProvider.System, certificate);
        await gateway._app.StartAsync();
        await world.Feed.Followed;
        return gateway;
    }

    /// <summary>Opens Anna's console as noVNC does.</summary>
    public async Task<ClientWebSocket> OpenAsync(string who = "anna", string query = "", Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", "who=" + who);
        socket.Options.SetRequestHeader("Origin", "https://desktops.example");
        socket.Options.AddSubProtocol("binary");
        configure?.Invoke(socket.Options);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Port}/console/{World.VmId}{query}"), Patience.Token);
        return socket;
    }

    /// <summary>Asks for Anna's console with a request written by hand.</summary>
    public Task<RawClient> AskAsync(string who = "anna", Guid? vm = null, params string[] headers) =>
        RawClient.UpgradeAsync(Port, $"/console/{vm ?? World.VmId.Value}", ["Cookie: who=" + who, .. headers]);

    /// <summary>The same from the portal's own page.</summary>
    public Task<RawClient> AskFromPageAsync(string who = "anna", Guid? vm = null) => AskAsync(who, vm, "Origin: https://desktops.example");

    /// <summary>Begins to stop, as Ctrl-C does; completes when it has.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        await Host.DisposeAsync();
    }
}
