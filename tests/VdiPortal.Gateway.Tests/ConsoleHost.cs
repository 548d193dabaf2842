using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace VdiPortal.Gateway.Tests;

/// <summary>A host's console endpoint: a real Kestrel on a unix socket that does with each connection what the test wants; by default it echoes.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vdi-gw-");
    private readonly WebApplication _app;

    private ConsoleHost()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Socket));
        _app = builder.Build();
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        _app.Run(ServeAsync);
    }

    public string Socket => Path.Combine(_directory.FullName, "console.sock");

    public string Endpoint => "unix:" + Socket;

    /// <summary>Answers a request instead of accepting it; null accepts.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    /// <summary>Headers of its answer that are nobody else's business.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>What happens on an accepted connection.</summary>
    public Func<WebSocket, Task> Talk { get; set; } = EchoAsync;

    /// <summary>Whether it breaks a connection off, as when its process is killed, instead of letting it go.</summary>
    public bool Vanishes { get; set; }

    /// <summary>How often it pings; zero for never.</summary>
    public TimeSpan Pings { get; set; } = TimeSpan.Zero;

    /// <summary>How long an answer to a ping may take.</summary>
    public TimeSpan PingLimit { get; set; } = Patience.Limit;

    /// <summary>Requests as they came, in order.</summary>
    public Channel<ConsoleRequest> Requests { get; } = Channel.CreateUnbounded<ConsoleRequest>();

    /// <summary>One item for each connection that has ended.</summary>
    public Channel<string> Ended { get; } = Channel.CreateUnbounded<string>();

    public static async Task<ConsoleHost> StartAsync()
    {
        var host = new ConsoleHost();
        await host._app.StartAsync();
        return host;
    }

    /// <summary>Sends back what comes, in frames as they came, until the other side is done.</summary>
    public static async Task EchoAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer.AsMemory(), Patience.Token) is { MessageType: not WebSocketMessageType.Close } received)
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, Patience.Token);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "echo-over", Patience.Token);
    }

    public Task<ConsoleRequest> NextRequestAsync() => Requests.Reader.ReadAsync(Patience.Token).AsTask();

    public Task<string> NextEndAsync() => Ended.Reader.ReadAsync(Patience.Token).AsTask();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task ServeAsync(HttpContext context)
    {
        Requests.Writer.TryWrite(ConsoleRequest.Of(context.Request));
        foreach (var (name, value) in Headers)
            context.Response.Headers[name] = value;
        if (Answer is { } answer)
        {
            await answer(context);
            return;
        }

        var binary = context.WebSockets.WebSocketRequestedProtocols.Contains("binary") ? "binary" : null;
        var accept = new WebSocketAcceptContext { SubProtocol = binary, KeepAliveInterval = Pings, KeepAliveTimeout = PingLimit };
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        await WatchAsync(socket);
        if (Vanishes)
            context.Abort();
    }

    private async Task WatchAsync(WebSocket socket)
    {
        try
        {
            await Talk(socket);
            Ended.Writer.TryWrite("closed");
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            Ended.Writer.TryWrite("broken");
        }
    }
}
