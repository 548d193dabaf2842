using System.Buffers.Binary;
using System.Net.WebSockets;
using VdiPortal.Portal.Tests.Access;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Consoles;

/// <summary>A viewer as noVNC is one: a WebSocket with the browser's cookies and the page's Origin, then RFB 3.8 (RFC 6143).</summary>
internal sealed class Viewer : IDisposable
{
    private static readonly byte[] RawEncoding = [2, 0, 0, 1, 0, 0, 0, 0];
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _limit = new(Patience.Limit);

    private Viewer()
    {
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Opens the console of a VM and makes the handshake.</summary>
    public static async Task<Viewer> OpenAsync(TestPortal portal, TestBrowser browser, Guid vm, bool view = false)
    {
        var viewer = new Viewer();
        viewer._socket.Options.SetRequestHeader("Cookie", browser.Cookies);
        viewer._socket.Options.SetRequestHeader("Origin", TestPortal.Origin);
        viewer._socket.Options.AddSubProtocol("binary");
        var address = new UriBuilder(portal.Address) { Scheme = "ws", Path = $"/console/{vm}", Query = view ? "view=1" : "" };
        await viewer._socket.ConnectAsync(address.Uri, viewer._limit.Token);
        await viewer.GreetAsync();
        return viewer;
    }

    /// <summary>Asks for the whole screen; its pixels, 4 bytes each.</summary>
    public async Task<byte[]> FrameAsync()
    {
        await SendAsync([.. RawEncoding, 3, 0, 0, 0, 0, 0, (byte)(Width >> 8), (byte)Width, (byte)(Height >> 8), (byte)Height]);
        var pixels = new byte[Width * Height * 4];
        for (var missing = pixels.Length; missing > 0;)
        {
            var head = await ReadAsync(4);
            Assert.Equal(0, head[0]);
            for (var rectangles = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)); rectangles > 0; rectangles--)
                missing -= await RectangleAsync(pixels);
        }

        return pixels;
    }

    /// <summary>Sends bytes.</summary>
    public Task SendAsync(byte[] bytes) => _socket.SendAsync(bytes, WebSocketMessageType.Binary, true, _limit.Token);

    /// <summary>Waits until the connection is over, however it ends.</summary>
    public async Task EndAsync()
    {
        try
        {
            while ((await _socket.ReceiveAsync(new byte[65_536].AsMemory(), _limit.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Broken off: an end, too.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _limit.Dispose();
    }

    private async Task GreetAsync()
    {
        Assert.Equal("RFB 003.008\n"u8.ToArray(), await ReadAsync(12));
        await SendAsync("RFB 003.008\n"u8.ToArray());
        Assert.Contains((byte)1, await ReadAsync((await ReadAsync(1))[0]));
        await SendAsync([1]);
        Assert.Equal(new byte[4], await ReadAsync(4));
        await SendAsync([1]);
        var init = await ReadAsync(24);
        (Width, Height) = (BinaryPrimitives.ReadUInt16BigEndian(init), BinaryPrimitives.ReadUInt16BigEndian(init.AsSpan(2)));
        await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(init.AsSpan(20)));
    }

    private async Task<int> RectangleAsync(byte[] pixels)
    {
        var head = await ReadAsync(12);
        var (x, y) = (BinaryPrimitives.ReadUInt16BigEndian(head), BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)));
        var (width, height) = (BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(4)), BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(6)));
        Assert.Equal(0, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(8)));
        for (var row = 0; row < height; row++)
            (await ReadAsync(width * 4)).CopyTo(pixels.AsSpan((((y + row) * Width) + x) * 4));
        return width * height * 4;
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var received = await _socket.ReceiveAsync(bytes.AsMemory(filled), _limit.Token);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            filled += received.Count;
        }

        return bytes;
    }
}
