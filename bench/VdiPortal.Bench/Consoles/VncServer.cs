using System.Net.Sockets;

namespace VdiPortal.Bench.Consoles;

/// <summary>
/// A VNC server without a screen, on a unix socket (RFC 6143): answers a request for changes with one pixel and a request for everything with
/// <see cref="StreamBytes"/> of whole pictures, and reads clipboard texts and throws them away.
/// </summary>
internal sealed class VncServer : IAsyncDisposable
{
    /// <summary>Bytes of the message ServerInit, with an empty name.</summary>
    public const int ServerInitBytes = 24;

    /// <summary>Bytes of a FramebufferUpdate of one pixel.</summary>
    public const int SmallUpdateBytes = 20;

    /// <summary>Bytes of a FramebufferUpdate of the whole screen, raw.</summary>
    public const int FullUpdateBytes = 16 + (Width * Height * 4);

    /// <summary>What a request for everything is answered with.</summary>
    public const long StreamBytes = 64L * FullUpdateBytes;

    private const int Width = 1280;
    private const int Height = 800;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Task _accepting = Task.CompletedTask;

    private VncServer(string socket) => Socket = socket;

    /// <summary>Path of the socket.</summary>
    public string Socket { get; }

    /// <summary>Begins to listen.</summary>
    public static VncServer Start(string socket)
    {
        var server = new VncServer(socket);
        server._listener.Bind(new UnixDomainSocketEndPoint(socket));
        server._listener.Listen();
        server._accepting = server.AcceptAsync();
        return server;
    }

    /// <summary>A raw FramebufferUpdate of one rectangle.</summary>
    public static byte[] Update(int width, int height)
    {
        var update = new byte[16 + (width * height * 4)];
        update[3] = 1;
        (update[8], update[9], update[10], update[11]) = ((byte)(width >> 8), (byte)width, (byte)(height >> 8), (byte)height);
        new Random(1).NextBytes(update.AsSpan(16));
        return update;
    }

    /// <summary>ServerInit: size, 32 bits a pixel, no name.</summary>
    public static byte[] ServerInit() =>
        [Width >> 8, Width & 0xFF, Height >> 8, Height & 0xFF, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>A whole picture.</summary>
    public static byte[] FullUpdate() => Update(Width, Height);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
                serving.Add(new VncServerSession(await _listener.AcceptAsync()).RunAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }
}
