using System.Net.Sockets;
using System.Threading.Channels;
using VdiPortal.Hypervisor;

namespace VdiPortal.Host.Tests.Consoles;

/// <summary>A machine's VNC server on a real unix socket: makes the handshake (RFC 6143, 7.1 to 7.3) and shows what then comes.</summary>
internal sealed class FakeVnc : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Channel<Stream> _accepted = Channel.CreateUnbounded<Stream>();
    private readonly string _path;
    private readonly Task _serving;

    public FakeVnc(DirectoryInfo directory)
    {
        _path = Path.Combine(directory.FullName, "vnc.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    /// <summary>How often somebody connected.</summary>
    public int Connections { get; private set; }

    /// <summary>What <c>ServerInit</c> says: 1280x800, the usual pixels, no name.</summary>
    public static byte[] ServerInit { get; } = [5, 0, 3, 32, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Connects as the hypervisor does.</summary>
    public async Task<HypervisorResult<Stream>> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path));
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The server's end of the next connection.</summary>
    public Task<Stream> AcceptAsync() => _accepted.Reader.ReadAsync().AsTask().Soon();

    /// <summary>The same after the handshake.</summary>
    public async Task<Stream> NextAsync()
    {
        var stream = await AcceptAsync();
        await stream.WriteAsync("RFB 003.008\n"u8.ToArray());
        Assert.Equal("RFB 003.008\n"u8.ToArray(), await ReadAsync(stream, 12));
        await stream.WriteAsync(new byte[] { 1, 1 });
        Assert.Equal([1], await ReadAsync(stream, 1));
        await stream.WriteAsync(new byte[4]);
        Assert.Equal([1], await ReadAsync(stream, 1));
        await stream.WriteAsync(ServerInit);
        return stream;
    }

    /// <summary>Reads so many bytes.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes).AsTask().Soon();
        return bytes;
    }

    /// <summary>Everything that still comes until the other side hangs up.</summary>
    public static async Task<byte[]> RestAsync(Stream stream)
    {
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest).Soon();
        return rest.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
        while (_accepted.Reader.TryRead(out var stream))
            await stream.DisposeAsync();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync();
                Connections++;
                _accepted.Writer.TryWrite(new NetworkStream(socket, ownsSocket: true));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
