using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using VdiPortal.Bench.Measuring;

namespace VdiPortal.Bench.Consoles;

/// <summary>Debian's websockify, from a WebSocket to a unix socket.</summary>
internal sealed class Websockify : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly int _port = FreePort();

    private Websockify(string socket)
    {
        var start = new ProcessStartInfo("websockify", [$"127.0.0.1:{_port}", $"--unix-target={socket}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("websockify did not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its WebSocket.</summary>
    public Uri Address => new($"ws://127.0.0.1:{_port}/");

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<Websockify> StartAsync(string socket, CancellationToken cancellation)
    {
        var websockify = new Websockify(socket);
        await Conditions.WaitAsync("websockify listens", Limit, websockify.IsListeningAsync, cancellation);
        return websockify;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> IsListeningAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("websockify ended; is its port taken?");

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
