using System.Net.Sockets;
using System.Text;
using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Tests.Qmp;

/// <summary>Plays QEMU's monitor on a real Unix socket: the test says what it reads and writes.</summary>
internal sealed class FakeMonitor : IAsyncDisposable
{
    public const string Greeting = """{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": ["oob"]}}""";
    private readonly string _path = Path.Combine(Path.GetTempPath(), "vdi-qmp-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Socket? _peer;
    private StreamReader? _reader;

    public FakeMonitor()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
    }

    public List<QmpEvent> Events { get; } = [];

    /// <summary>Begins to connect a client.</summary>
    public async Task<(QmpClient? Client, QmpError? Error)> ConnectAsync(QmpOptions? options = null, TimeProvider? time = null)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), Patience.Token);
        return await QmpClient.ConnectAsync(new NetworkStream(socket, ownsSocket: true), options ?? new QmpOptions(), Events.Add, time ?? TimeProvider.System, Patience.Token);
    }

    /// <summary>Connects a client and sees it through the greeting.</summary>
    public async Task<QmpClient> ConnectAndGreetAsync(QmpOptions? options = null, TimeProvider? time = null)
    {
        var connecting = ConnectAsync(options, time);
        await AcceptAsync();
        await SayAsync(Greeting);
        await AnswerAsync("qmp_capabilities", "\"return\": {}");
        var (client, error) = await connecting;
        Assert.Null(error);
        return client!;
    }

    public async Task AcceptAsync()
    {
        _peer = await _listener.AcceptAsync(Patience.Token);
        _reader = new StreamReader(new NetworkStream(_peer), Encoding.UTF8);
    }

    /// <summary>Reads a command and checks which it is.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> HearAsync(string command)
    {
        var line = await _reader!.ReadLineAsync(Patience.Token);
        using var json = System.Text.Json.JsonDocument.Parse(line!);
        Assert.Equal(command, json.RootElement.GetProperty("execute").GetString());
        return json.RootElement.GetProperty("id").GetInt64();
    }

    /// <summary>Reads a command and answers it.</summary>
    public async Task AnswerAsync(string command, string members) => await SayAsync($"{{{members}, \"id\": {await HearAsync(command)}}}");

    public async Task SayAsync(string line) => await SayRawAsync(line + "\r\n");

    public async Task SayRawAsync(string text) => await _peer!.SendAsync(Encoding.UTF8.GetBytes(text), Patience.Token);

    public void HangUp() => _peer!.Dispose();

    public ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        _peer?.Dispose();
        _listener.Dispose();
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }
}
