using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VdiPortal.Gateway.Tests;

/// <summary>With TLS, browsers carry WebSockets over HTTP/2 (RFC 8441).</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly SocketsHttpHandler _handler = new();
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _certificate.GetCertHashString();
        _gateway = await TestGateway.StartAsync(certificate: _certificate);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _handler.Dispose();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_console_works_over_HTTP_2()
    {
        using var socket = await ConnectAsync("https://desktops.example");
        var sent = RandomNumberGenerator.GetBytes(3_000_000); // more than a request's body may have otherwise

        var sending = socket.SendAsync(sent, WebSocketMessageType.Binary, true, Patience.Token);
        var received = await ReceiveAsync(socket, sent.Length);
        await sending;

        Assert.Equal("binary", socket.SubProtocol);
        Assert.Equal(sent, received);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience.Token);
        await _gateway.World.Consoles.NextRemovedAsync();
    }

    [Fact]
    public async Task A_foreign_page_gets_nothing_over_HTTP_2_either()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync("https://evil.example"));

        Assert.Equal("foreign origin", Assert.Single(_gateway.World.Audit.Refused).Detail);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, int length)
    {
        var bytes = new byte[length];
        for (var filled = 0; filled < length;)
            filled += (await socket.ReceiveAsync(bytes.AsMemory(filled), Patience.Token)).Count;
        return bytes;
    }

    private async Task<ClientWebSocket> ConnectAsync(string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.SetRequestHeader("Cookie", "who=anna");
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.AddSubProtocol("binary");
        using var invoker = new HttpMessageInvoker(_handler, disposeHandler: false);
        await socket.ConnectAsync(new Uri($"wss://localhost:{_gateway.Port}/console/{_gateway.World.VmId}"), invoker, Patience.Token);
        return socket;
    }
}
