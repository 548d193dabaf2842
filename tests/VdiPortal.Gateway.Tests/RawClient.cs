using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VdiPortal.Gateway.Tests;

/// <summary>A client that says exactly what it is told to, and shows the answer byte for byte.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private RawClient()
    {
    }

    /// <summary>Status line and headers, without the date.</summary>
    public string Head { get; private set; } = "";

    /// <summary>What came behind the head, for an answer with a length.</summary>
    public string Body { get; private set; } = "";

    public int Status => int.Parse(Head.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Asks for a WebSocket.</summary>
    public static Task<RawClient> UpgradeAsync(int port, string path, IEnumerable<string> headers) => AskAsync(
        port, path, ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", .. headers]);

    /// <summary>Sends a GET request with these headers and reads the answer.</summary>
    public static async Task<RawClient> AskAsync(int port, string path, IEnumerable<string> headers)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Patience.Token);
        var request = $"GET {path} HTTP/1.1\r\nHost: desktops.example\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await client.SendAsync(Encoding.UTF8.GetBytes(request));
        await client.ReadHeadAsync();
        return client;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes, Patience.Token);

    /// <summary>Reads so many bytes.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var read = await _socket.ReceiveAsync(bytes.AsMemory(filled), Patience.Token);
            filled += read == 0 ? throw new EndOfStreamException() : read;
        }

        return bytes;
    }

    /// <summary>Waits until the other side has hung up.</summary>
    public async Task EndAsync()
    {
        var scrap = new byte[4096];
        try
        {
            while (await _socket.ReceiveAsync(scrap.AsMemory(), Patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // That is an end, too.
        }
    }

    /// <summary>Vanishes without a word: a reset (RST) instead of a farewell.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(1))[0]);
        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Head = string.Join('\n', lines.Where(line => !line.StartsWith("Date:", StringComparison.OrdinalIgnoreCase)));
        var length = lines.SingleOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        if (length is not null)
            Body = Encoding.Latin1.GetString(await ReadAsync(int.Parse(length["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
