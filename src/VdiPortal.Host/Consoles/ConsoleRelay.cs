using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using VdiPortal.Host.Consoles.Rfb;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Consoles;

/// <summary>
/// Carries one console connection between a client's WebSocket and a VM's VNC server. Each direction has one pooled buffer and reads only what
/// the other side has taken, so that a slow client slows the server down instead of filling memory.
/// </summary>
internal sealed class ConsoleRelay(WebSocket socket, Stream screen, ConsoleSession session, IdleClocks idle, HostMetrics metrics, TimeProvider time)
{
    /// <summary>How long the client may take to say good-bye.</summary>
    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private const int DownBuffer = 128 * 1024;
    private const int UpBuffer = 16 * 1024;

    private readonly RfbClientFilter _filter = new(session.Token.Access == ConsoleAccess.Control);

    /// <summary>Works until one side leaves, the client commits a fault, or the session is ended.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<ConsoleEnd> RunAsync(CancellationToken aborted)
    {
        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var link = aborted.Register(abort.Cancel);
        var down = DownAsync(stop.Token, abort.Token);
        var up = UpAsync(stop.Token, abort.Token);
        var end = await await Task.WhenAny(down, up, session.Ending);
        abort.CancelAfter(CloseTimeout);
        await stop.CancelAsync();
        await down;
        await CloseAsync(end, abort.Token);
        await up;
        return end;
    }

    private async Task<ConsoleEnd> DownAsync(CancellationToken stop, CancellationToken abort)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(DownBuffer);
        try
        {
            while (await screen.ReadAsync(buffer, stop) is var read and > 0)
            {
                await socket.SendAsync(buffer.AsMemory(0, read), WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage, abort);
                metrics.ConsoleDown(read);
            }

            return ConsoleEnd.ScreenEnded;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return ConsoleEnd.ScreenEnded;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            return ConsoleEnd.ClientLeft;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<ConsoleEnd> UpAsync(CancellationToken stop, CancellationToken abort)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(UpBuffer);
        try
        {
            var end = await PassUpAsync(buffer, stop, abort);
            session.End(end);
            if (end != ConsoleEnd.ClientLeft)
                await DrainAsync(buffer, abort);
            return end;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            return ConsoleEnd.ClientLeft;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Passes on what the filter lets through; what it leaves over stays at the buffer's beginning.</summary>
    private async Task<ConsoleEnd> PassUpAsync(byte[] buffer, CancellationToken stop, CancellationToken abort)
    {
        var kept = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(kept), abort);
            if (received.MessageType == WebSocketMessageType.Close)
                return ConsoleEnd.ClientLeft;

            if (received.MessageType != WebSocketMessageType.Binary)
                return ConsoleEnd.NotBinary;

            var filled = kept + received.Count;
            var verdict = _filter.Process(buffer.AsSpan(0, filled));
            if (!await WriteAsync(buffer.AsMemory(0, verdict.Consumed), verdict.HasInput, stop))
                return ConsoleEnd.ScreenEnded;

            if (verdict.Fault != RfbFault.None)
                return ConsoleEnd.Of(verdict.Fault);

            kept = filled - verdict.Consumed;
            buffer.AsSpan(verdict.Consumed, kept).CopyTo(buffer);
        }
    }

    private async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes, bool hasInput, CancellationToken stop)
    {
        if (bytes.IsEmpty)
            return true;

        try
        {
            await screen.WriteAsync(bytes, stop);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            return false;
        }

        metrics.ConsoleUp(bytes.Length);
        if (hasInput)
            idle.Touch(session.Token.VmId);
        return true;
    }

    /// <summary>Reads on until the client has answered the close frame; nothing of it is passed on.</summary>
    private async Task DrainAsync(byte[] buffer, CancellationToken abort)
    {
        while ((await socket.ReceiveAsync(buffer.AsMemory(), abort)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    private async Task CloseAsync(ConsoleEnd end, CancellationToken abort)
    {
        try
        {
            await socket.CloseOutputAsync(end.Status, end.Reason, abort);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client has gone without a word.
        }
    }
}
