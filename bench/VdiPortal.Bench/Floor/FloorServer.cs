using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Bench.Floor;

/// <summary>The least that shows a desktop in a browser: a page, the viewer's files, a WebSocket to the desktop's socket.</summary>
internal sealed class FloorServer : IAsyncDisposable
{
    private const int Buffer = 128 * 1024;

    private const string PageText = """
        <!doctype html><meta charset="utf-8"><title>Floor</title>
        <style>body { margin: 0 } .stage-screen { position: fixed; inset: 0 }</style>
        <div class="stage-screen"></div>
        <script type="module">
          import { Screen } from "/js/screen.js";
          window.measure = () => new Promise((resolve, reject) => {
            const began = performance.now();
            const socket = new WebSocket(`ws://${location.host}/screen`, ["binary"]);
            const screen = new Screen(document.querySelector(".stage-screen"), socket, { shared: true });
            screen.background = "transparent";
            screen.scaleViewport = true;
            screen.addEventListener("connect", () => screen.nudge());
            screen.addEventListener("firstframe", event => resolve(event.detail.at - began));
            screen.addEventListener("disconnect", () => reject(new Error("The screen was lost.")));
          });
        </script>
        """;

    private readonly WebApplication _app;

    private FloorServer(string wwwroot)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddLogging();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(wwwroot) });
        _app.UseRouting();
        _app.MapGet("/", () => Results.Text(PageText, "text/html"));
        _app.Map("/screen", ServeAsync);
    }

    /// <summary>Where the page is.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>What the next connection shows.</summary>
    public IMachine Desktop { get; set; } = null!;

    /// <summary>Starts it.</summary>
    /// <param name="wwwroot">The portal's static files, built.</param>
    public static async Task<FloorServer> StartAsync(string wwwroot)
    {
        var server = new FloorServer(wwwroot);
        await server._app.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var resumed = Desktop.ResumeAsync(context.RequestAborted);
        var opened = await Desktop.OpenConsoleAsync(context.RequestAborted);
        await using var screen = opened.Succeeded ? opened.Value : throw new IOException(opened.Failure.Message);
        using var socket = await context.WebSockets.AcceptWebSocketAsync("binary");
        await Task.WhenAny(DownAsync(screen, socket, context.RequestAborted), UpAsync(socket, screen, context.RequestAborted));
        await resumed;
    }

    private static async Task DownAsync(Stream screen, WebSocket socket, CancellationToken aborted)
    {
        var buffer = new byte[Buffer];
        while (await screen.ReadAsync(buffer, aborted) is var read and > 0)
            await socket.SendAsync(buffer.AsMemory(0, read), WebSocketMessageType.Binary, true, aborted);
    }

    private static async Task UpAsync(WebSocket socket, Stream screen, CancellationToken aborted)
    {
        var buffer = new byte[Buffer];
        while (await socket.ReceiveAsync(buffer.AsMemory(), aborted) is { MessageType: WebSocketMessageType.Binary } received)
            await screen.WriteAsync(buffer.AsMemory(0, received.Count), aborted);
    }
}
