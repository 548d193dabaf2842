using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using VdiPortal.Hypervisor.Guests;

namespace VdiPortal.Hypervisor.Tests.Guests;

/// <summary>Plays a guest agent on a real Unix socket; answers each command as the test says.</summary>
internal sealed class FakeGuestAgent : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "vdi-qga-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<string, JsonElement, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">Gets a command's name and arguments, gives the answer's members, or null for silence.</param>
    public FakeGuestAgent(Func<string, JsonElement, string?> answer)
    {
        _answer = answer;
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        Client = new GuestAgentClient(ConnectAsync, () => Objection, TimeSpan.FromSeconds(10), Time);
        _serving = ServeAsync();
    }

    public ManualTime Time { get; } = new();

    public string? Objection { get; set; }

    /// <summary>What is sent before the answer to the first question, as left over from someone else's.</summary>
    public string Leftover { get; set; } = "";

    public List<string> Heard { get; } = [];

    public GuestAgentClient Client { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.WaitAsync(Patience.Long);
        Client.Dispose();
        File.Delete(_path);
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var peer = await _listener.AcceptAsync();
                await ServeAsync(new NetworkStream(peer));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                using var json = JsonDocument.Parse(line.TrimStart('\u00ff'));
                var command = json.RootElement.GetProperty("execute").GetString()!;
                var arguments = json.RootElement.TryGetProperty("arguments", out var given) ? given : default;
                Heard.Add(command);
                if ((command == "guest-sync-delimited" ? Synchronize(arguments) : _answer(command, arguments)) is { } answer)
                {
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(answer + "\n"));
                }
            }
        }
        catch (IOException)
        {
            // The client hung up.
        }
    }

    private string Synchronize(JsonElement arguments) => $"{Leftover}\u00ff{{\"return\": {arguments.GetProperty("id").GetInt64()}}}";
}
