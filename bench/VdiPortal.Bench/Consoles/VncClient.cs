using System.Buffers.Binary;
using System.Net.WebSockets;

namespace VdiPortal.Bench.Consoles;

/// <summary>A viewer that only measures: speaks RFB 3.8 (RFC 6143) over a WebSocket, as noVNC does, and throws the pictures away.</summary>
internal sealed class VncClient : IAsyncDisposable
{
    private const int CutTextHead = 8;
    private const int CutTextBytes = 64 * 1024;
    private static readonly byte[] One = [1];
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[128 * 1024];
    private readonly byte[] _cutText = new byte[CutTextHead + CutTextBytes];

    private VncClient()
    {
        _cutText[0] = 6;
        BinaryPrimitives.WriteInt32BigEndian(_cutText.AsSpan(4), CutTextBytes);
        _cutText.AsSpan(CutTextHead).Fill((byte)'x');
    }

    /// <summary>Connects and goes through the handshake.</summary>
    public static async Task<VncClient> ConnectAsync(Uri address, string origin, CancellationToken cancellation)
    {
        var client = new VncClient();
        client._socket.Options.AddSubProtocol("binary");
        client._socket.Options.SetRequestHeader("Origin", origin);
        await client._socket.ConnectAsync(address, cancellation);
        await client.ReadAsync(12, cancellation);
        await client.SendAsync("RFB 003.008\n"u8.ToArray(), cancellation);
        await client.ReadAsync(2, cancellation);
        await client.SendAsync(One, cancellation);
        await client.ReadAsync(4, cancellation);
        await client.SendAsync(One, cancellation);
        await client.ReadAsync(VncServer.ServerInitBytes, cancellation);
        return client;
    }

    /// <summary>Asks for what has changed and waits for the answer, which is one pixel.</summary>
    public async Task PingAsync(CancellationToken cancellation)
    {
        await SendAsync(Request(incremental: true), cancellation);
        await ReadAsync(VncServer.SmallUpdateBytes, cancellation);
    }

    /// <summary>Asks for whole pictures and reads them: <see cref="VncServer.StreamBytes"/>.</summary>
    public async Task DownloadAsync(CancellationToken cancellation)
    {
        await SendAsync(Request(incremental: false), cancellation);
        await ReadAsync(VncServer.StreamBytes, cancellation);
    }

    /// <summary>Sends at least so many bytes of clipboard texts; returns when the server has read them all.</summary>
    public async Task UploadAsync(long bytes, CancellationToken cancellation)
    {
        for (long sent = 0; sent < bytes; sent += _cutText.Length)
            await SendAsync(_cutText, cancellation);
        await PingAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The other side hung up first; all that matters was read.
        }

        _socket.Dispose();
    }

    private static byte[] Request(bool incremental) => [3, incremental ? (byte)1 : (byte)0, 0, 0, 0, 0, 0, 1, 0, 1];

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Binary, true, cancellation);

    private async Task ReadAsync(long count, CancellationToken cancellation)
    {
        for (long read = 0; read < count;)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellation);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new IOException($"The connection was closed: {_socket.CloseStatusDescription}");
            read += received.Count;
        }
    }
}
