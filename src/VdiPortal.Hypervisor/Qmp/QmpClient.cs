using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Qmp;

/// <summary>
/// A connection to a QEMU monitor (QMP, qemu-qmp-ref). One command at a time is on its way, others wait in line; answers are told apart by
/// number, so that one that comes after its time is dropped. Events are delivered on the reading loop, in order, before the answer of a
/// command that caused them.
/// </summary>
internal sealed class QmpClient : IAsyncDisposable
{
    private static readonly QmpReply Disconnected = new(QmpError.Disconnected, default);
    private static readonly QmpReply TimedOut = new(QmpError.TimedOut, default);
    private readonly Stream _stream;
    private readonly QmpOptions _options;
    private readonly Action<QmpEvent> _onEvent;
    private readonly PipeReader _reader;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PendingReply _pending = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly byte[] _number = new byte[32];
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private long _lastId;
    private long _sentAt;
    private volatile QmpError? _broken;

    private QmpClient(Stream stream, QmpOptions options, Action<QmpEvent> onEvent, TimeProvider time)
    {
        _stream = stream;
        _options = options;
        _onEvent = onEvent;
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 4096));
        _time = time;
        _timer = time.CreateTimer(static state => ((QmpClient)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when the connection has ended, for whatever reason.</summary>
    public Task Completion => _reading;

    /// <summary>Waits for the greeting and enters command mode.</summary>
    /// <param name="stream">A connected stream; disposed with the client, also when this fails.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="onEvent">Called for each event; must be quick and not throw.</param>
    /// <param name="time">Measures time-outs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(QmpClient? Client, QmpError? Error)> ConnectAsync(
        Stream stream, QmpOptions options, Action<QmpEvent> onEvent, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new QmpClient(stream, options, onEvent, time);
        try
        {
            var error = await client.NegotiateAsync(cancellationToken);
            if (error is null)
            {
                return (client, null);
            }

            await client.DisposeAsync();
            return (null, error);
        }
        catch (OperationCanceledException)
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the wait; a command that was sent still takes effect.</param>
    public ValueTask<QmpReply> ExecuteAsync(QmpCommand command, CancellationToken cancellationToken = default) => ExecuteAsync(command, null, cancellationToken);

    /// <summary>Sends a command together with an open file, and waits for its answer.</summary>
    /// <param name="command">One that takes a file, as getfd does.</param>
    /// <param name="file">The file, which stays ours, too; null for none.</param>
    /// <param name="cancellationToken">Ends the wait; a command that was sent still takes effect.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<QmpReply> ExecuteAsync(QmpCommand command, SafeFileHandle? file, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _broken is { } error ? new QmpReply(error, default) : await SendAndWaitAsync(command, file, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _broken ??= QmpError.Disconnected;
        await _stream.DisposeAsync();
        await _reading;
        await _timer.DisposeAsync();
    }

    private async Task<QmpError?> NegotiateAsync(CancellationToken cancellationToken)
    {
        _reading = ReadAllAsync();
        try
        {
            await _greeted.Task.WaitAsync(_options.Timeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return QmpError.TimedOut;
        }

        return (await ExecuteAsync(QmpCommand.Negotiate, cancellationToken)).Error;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<QmpReply> SendAndWaitAsync(QmpCommand command, SafeFileHandle? file, CancellationToken cancellationToken)
    {
        var id = ++_lastId;
        var answer = _pending.Begin(id);
        Volatile.Write(ref _sentAt, _time.GetTimestamp());
        _timer.Change(_options.Timeout, Timeout.InfiniteTimeSpan);
        await using var cancelling = cancellationToken.UnsafeRegister(static pending => ((PendingReply)pending!).TryComplete(Disconnected), _pending);
        if (_broken is not null)
        {
            _pending.TryComplete(id, Disconnected);
        }
        else
        {
            await SendAsync(command, file, id);
        }

        var reply = await answer;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        cancellationToken.ThrowIfCancellationRequested();
        return reply.Error is { Kind: QmpErrorKind.Disconnected } && _broken is { } broken ? new QmpReply(broken, default) : reply;
    }

    // A timer that was about to fire for one command must not end the next: look at the clock again.
    private void OnTimer()
    {
        var left = _options.Timeout - _time.GetElapsedTime(Volatile.Read(ref _sentAt));
        if (left <= TimeSpan.Zero)
        {
            _pending.TryComplete(TimedOut);
        }
        else if (left < _options.Timeout / 2)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    private async ValueTask SendAsync(QmpCommand command, SafeFileHandle? file, long id)
    {
        _line.ResetWrittenCount();
        _line.Write(command.Head.Span);
        _line.Write(",\"id\":"u8);
        Utf8Formatter.TryFormat(id, _number, out var digits);
        _line.Write(_number.AsSpan(0, digits));
        _line.Write("}\n"u8);
        try
        {
            if (file is null)
            {
                await _stream.WriteAsync(_line.WrittenMemory, CancellationToken.None);
            }
            else
            {
                DescriptorPassing.Send(((NetworkStream)_stream).Socket, _line.WrittenSpan, file);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _pending.TryComplete(id, Disconnected);
        }
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (await ReadSomeAsync())
            {
            }

            _broken ??= QmpError.Disconnected;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            _broken ??= QmpError.Disconnected;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            _broken ??= new QmpError(QmpErrorKind.Malformed, $"QEMU's monitor sent something that is no QMP: {e.Message}");
        }

        await _stream.DisposeAsync();
        await _reader.CompleteAsync();
        _greeted.TrySetResult();
        _pending.TryComplete(Disconnected);
    }

    private async ValueTask<bool> ReadSomeAsync()
    {
        var result = await _reader.ReadAsync();
        var buffer = result.Buffer;
        while (TryReadLine(ref buffer, out var line))
        {
            Handle(QmpMessage.Parse(line));
        }

        if (buffer.Length > _options.MaxLineBytes)
        {
            throw new JsonException("A line of the monitor is too long.");
        }

        _reader.AdvanceTo(buffer.Start, buffer.End);
        return !result.IsCompleted;
    }

    private bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        var end = buffer.PositionOf((byte)'\n');
        line = end is null ? default : buffer.Slice(0, end.Value);
        if (end is null)
        {
            return false;
        }

        buffer = buffer.Slice(buffer.GetPosition(1, end.Value));
        return line.Length <= _options.MaxLineBytes ? true : throw new JsonException("A line of the monitor is too long.");
    }

    private void Handle(in QmpMessage message)
    {
        switch (message.Kind)
        {
            case QmpMessageKind.Greeting:
                _greeted.TrySetResult();
                break;
            case QmpMessageKind.Event:
                _onEvent(new QmpEvent(message.EventName!, message.Value));
                break;
            case QmpMessageKind.Return:
                _pending.TryComplete(message.Id, new QmpReply(null, message.Value));
                break;
            case QmpMessageKind.Error:
                _pending.TryComplete(message.Id, new QmpReply(RefusalOf(message.Value), default));
                break;
            default:
                break;
        }
    }

    private static QmpError RefusalOf(JsonElement error) => new(
        QmpErrorKind.Refused,
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("desc", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "QEMU refused without saying why.");
}
