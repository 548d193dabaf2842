using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Bench.Consoles.Ports;
using VdiPortal.Broker;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Settings;
using VdiPortal.Gateway;
using VdiPortal.Host;
using VdiPortal.Hypervisor;
using VdiPortal.Vir;

namespace VdiPortal.Bench.Consoles;

/// <summary>
/// The real gateway and the real host agent in one application, as a portal with an embedded agent has them: they speak over the agent's console
/// socket with signed tokens. Instead of a database there is <see cref="ConsoleScene"/>, instead of QEMU <see cref="VncServer"/>.
/// </summary>
internal sealed class ConsolePortal : IAsyncDisposable
{
    /// <summary>The origin that the gateway accepts.</summary>
    public const string Origin = "http://portal.test";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly WebApplication _app;
    private readonly ConsoleScene _scene;

    private ConsolePortal(string directory, string screen)
    {
        _scene = new ConsoleScene(Path.Combine(directory, "console.sock"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxResponseBufferSize = GatewayOptions.ResponseBufferBytes;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.ListenUnixSocket(Path.Combine(directory, "portal.sock"));
        });
        AddServices(builder.Services, directory, screen);
        _app = builder.Build();
        _app.UseWebSockets();
        _app.UseRouting();
        _app.MapHub<HostHub>(VirProtocol.Path);
        _app.MapVdiConsole(_ => _scene.Who);
    }

    /// <summary>The console's WebSocket.</summary>
    public Uri Console => new(_app.Urls.Single(url => url.StartsWith("http://127", StringComparison.Ordinal)).Replace("http", "ws", StringComparison.Ordinal) + $"/console/{_scene.Vm.Id}");

    /// <summary>Starts it and waits until the agent has registered and runs the VM.</summary>
    /// <param name="directory">Where its sockets lie.</param>
    /// <param name="screen">Socket of the VNC server.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<ConsolePortal> StartAsync(string directory, string screen, CancellationToken cancellation)
    {
        var portal = new ConsolePortal(directory, screen);
        await portal._app.StartAsync(cancellation);
        await portal._app.Services.GetRequiredService<HostDesk>().Running.WaitAsync(Limit, cancellation);
        return portal;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private void AddServices(IServiceCollection services, string directory, string screen)
    {
        services.AddLogging().AddMetrics().AddRoutingCore().AddSignalR(hub => hub.MaximumReceiveMessageSize = VirProtocol.MaxMessageBytes);
        services.AddSingleton(_scene).AddSingleton(ReplicaIdentity.New()).AddSingleton(TimeProvider.System);
        services.AddSingleton<IVmStore, OneVm>().AddSingleton<ISessionStore, OneSession>().AddSingleton<IHostStore, OneHost>();
        services.AddSingleton<IConsoleStore, NoRegister>().AddSingleton<IAuditLog, NoAudit>().AddSingleton<ISettingStore, DefaultSettings>();
        services.AddSingleton<IChangeFeed, QuietFeed>();
        services.AddSingleton<SettingService>().AddSingleton<ConsoleService>();
        services.AddSingleton<HostDesk>().AddSingleton<IConsoleTokenIssuer>(provider => provider.GetRequiredService<HostDesk>());
        services.AddVdiGateway(options => options.Origin = new Uri(Origin));
        services.AddSingleton<IHypervisor>(new ScreenHypervisor(_scene.Vm.Id.Value, screen));
        services.AddVdiHost(options => (options.DataDirectory, options.RunDirectory, options.Name, options.Slots) = (directory, directory, "bench", 1));
    }
}
