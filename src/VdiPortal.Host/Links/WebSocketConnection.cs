using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace VdiPortal.Host.Links;

/// <summary>A WebSocket as the duplex pipe that a hub connection wants.</summary>
internal sealed class WebSocketConnection : ConnectionContext
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket;
    private readonly Pipe _incoming = new();
    private readonly Pipe _outgoing = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _work;

    public WebSocketConnection(ClientWebSocket socket)
    {
        _socket = socket;
        Transport = new DuplexPipe(_incoming.Reader, _outgoing.Writer);
        _work = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    /// <inheritdoc/>
    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public override IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => _abort.Cancel();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await Transport.Output.CompleteAsync();
        await Transport.Input.CompleteAsync();
        _abort.CancelAfter(CloseTimeout);
        await _work;
        _socket.Dispose();
        _abort.Dispose();
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        Exception? fault = null;
        try
        {
            var bound = new MessageBound();
            while (await ReceiveSomeAsync(bound))
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidDataException)
        {
            fault = e;
        }

        await _incoming.Writer.CompleteAsync(fault);
        _outgoing.Reader.CancelPendingRead();
    }

    private async Task<bool> ReceiveSomeAsync(MessageBound bound)
    {
        var memory = _incoming.Writer.GetMemory(16 * 1024);
        var result = await _socket.ReceiveAsync(memory, _abort.Token);
        if (result.MessageType == WebSocketMessageType.Close)
            return false;

        if (!bound.Admits(memory.Span[..result.Count]))
            throw new InvalidDataException($"The portal sent a message of more than {Vir.VirProtocol.MaxMessageBytes} bytes.");

        _incoming.Writer.Advance(result.Count);
        return !(await _incoming.Writer.FlushAsync(_abort.Token)).IsCompleted;
    }

    private async Task SendAsync()
    {
        Exception? fault = null;
        try
        {
            while (await SendSomeAsync())
            {
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _abort.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            fault = e;
        }

        await _outgoing.Reader.CompleteAsync(fault);
    }

    private async Task<bool> SendSomeAsync()
    {
        var read = await _outgoing.Reader.ReadAsync(_abort.Token);
        var rest = read.Buffer;
        while (!rest.IsEmpty)
        {
            var first = rest.First;
            rest = rest.Slice(first.Length);
            await _socket.SendAsync(first, WebSocketMessageType.Text, rest.IsEmpty, _abort.Token);
        }

        _outgoing.Reader.AdvanceTo(read.Buffer.End);
        return !read.IsCompleted && !read.IsCanceled;
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
