using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Host.Tests.Consoles.Rfb;
using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Tests.Consoles;

/// <summary>An agent that listens on its console socket, a running VM with a VNC server, and a portal's key.</summary>
internal sealed class ConsoleScene : IAsyncDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TimeProvider _time;
    private readonly SocketsHttpHandler _handler;

    private ConsoleScene(TimeProvider time, Action<IServiceCollection>? configure)
    {
        _time = time;
        Signer = new ConsoleTokenSigner(_key);
        Agent = new Agent(time, configure: configure);
        Vnc = new FakeVnc(Agent.Data);
        _handler = new SocketsHttpHandler { ConnectCallback = async (_, cancellation) => await ConnectAsync(cancellation) };
    }

    public Guid Vm { get; } = Guid.NewGuid();

    public Guid HostId { get; } = Guid.NewGuid();

    public Agent Agent { get; }

    public FakeVnc Vnc { get; }

    public ConsoleTokenSigner Signer { get; }

    /// <summary>A token that is good: control of the VM in its generation.</summary>
    public ConsoleToken Good => new(
        HostId, Vm, 3, ConsoleAccess.Control, Guid.NewGuid(), _time.GetUtcNow() + ConsoleProtocol.TokenLifetime, Guid.NewGuid());

    public static async Task<ConsoleScene> StartAsync(
        TimeProvider? time = null, MachineState state = MachineState.Running, bool welcome = true, Action<IServiceCollection>? configure = null)
    {
        var scene = new ConsoleScene(time ?? TimeProvider.System, configure);
        scene.Agent.Adopt(scene.Vm, state, generation: 3).Screen = scene.Vnc.ConnectAsync;
        if (welcome)
            scene.Agent.Gate.Trust(new Welcome(VirProtocol.Version, scene.HostId, scene.Signer.PublicKey.ToArray()));
        await scene.Agent.Listener.StartAsync(CancellationToken.None);
        return scene;
    }

    /// <summary>A bare connection to the console socket.</summary>
    public async Task<Stream> ConnectAsync(CancellationToken cancellation = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Agent.Data.FullName, "console.sock")), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Opens a console and makes the handshake.</summary>
    public async Task<(ClientWebSocket Client, Stream Server)> OpenAsync(ConsoleAccess access = ConsoleAccess.Control, long generation = 3)
    {
        var client = await OpenAsync(Signer.Sign(Good with { Access = access, Generation = generation }));
        var serving = Vnc.NextAsync();
        await client.SendAsync(ClientBytes.Handshake, WebSocketMessageType.Binary, true, default);
        var answers = new byte[12 + 2 + 4 + FakeVnc.ServerInit.Length];
        for (var filled = 0; filled < answers.Length;)
            filled += (await client.ReceiveAsync(answers.AsMemory(filled), default).AsTask().Soon()).Count;
        return (client, await serving);
    }

    /// <summary>Opens a console with this token.</summary>
    public async Task<ClientWebSocket> OpenAsync(string? token, Guid? vm = null)
    {
        var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        client.Options.AddSubProtocol(ConsoleProtocol.SubProtocol);
        if (token is not null)
            client.Options.SetRequestHeader(ConsoleProtocol.TokenHeader, token);
        using var invoker = new HttpMessageInvoker(_handler, disposeHandler: false);
        await client.ConnectAsync(new Uri($"ws://console{ConsoleProtocol.PathOf(vm ?? Vm)}"), invoker, default).Soon();
        return client;
    }

    /// <summary>The status that a request with this token is refused with; 101 when it is not.</summary>
    public async Task<int> AskAsync(string? token, Guid? vm = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://console{ConsoleProtocol.PathOf(vm ?? Vm)}");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (token is not null)
            request.Headers.Add(ConsoleProtocol.TokenHeader, token.Split(' '));
        return await AskAsync(request);
    }

    public async Task<int> AskAsync(HttpRequestMessage request)
    {
        using var invoker = new HttpMessageInvoker(_handler, disposeHandler: false);
        using var answer = await invoker.SendAsync(request, default).Soon();
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Vnc.DisposeAsync();
        await Agent.Listener.StopAsync(new CancellationToken(canceled: true));
        await Agent.DisposeAsync();
        _handler.Dispose();
        _key.Dispose();
        Agent.Data.Delete(recursive: true);
    }
}
