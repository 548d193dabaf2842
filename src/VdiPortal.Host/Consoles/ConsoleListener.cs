using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VdiPortal.Host.Consoles;

/// <summary>The agent's own little web server on a private unix socket, so that no public port ever leads to a console.</summary>
internal sealed class ConsoleListener(HostProfile profile, ConsoleEndpoint endpoint, ConsoleRegistry consoles, ILoggerFactory loggers) : IAsyncDisposable
{
    private const long ResponseBufferBytes = 1 << 20;

    private WebApplication? _app;

    /// <summary>Begins to listen. A socket that an earlier run left behind is removed: the hypervisor's lock says that no other agent runs.</summary>
    /// <exception cref="IOException">The socket cannot be made.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(profile.ConsoleSocket)!);
        File.Delete(profile.ConsoleSocket);
        await DisposeAsync();
        _app = Build();
        await _app.StartAsync(cancellation);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(profile.ConsoleSocket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Ends all consoles and stops to listen.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        consoles.CutAll(ConsoleEnd.AgentStopping);
        if (_app is not null)
            await _app.StopAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddLogging();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(endpoint);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxResponseBufferSize = ResponseBufferBytes;
            kestrel.ListenUnixSocket(profile.ConsoleSocket);
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.MapVdiHostConsole();
        return app;
    }
}
