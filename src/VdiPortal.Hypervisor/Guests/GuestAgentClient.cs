using System.Text;
using System.Text.Json;
using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Guests;

/// <summary>The guest agent of one machine. Opens its channel for each operation: QEMU drops what was left unread.</summary>
/// <param name="connect">Connects to the channel.</param>
/// <param name="objection">Says why the guest cannot answer now, or null when it can.</param>
/// <param name="timeout">How long an answer may take.</param>
/// <param name="time">Measures it.</param>
internal sealed class GuestAgentClient(
    Func<CancellationToken, Task<Stream>> connect, Func<string?> objection, TimeSpan timeout, TimeProvider time) : IGuestAgent, IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024, MaxExecAnswerBytes = 48 * 1024 * 1024, MaxOutputBytes = 16 * 1024 * 1024, MaxInputBytes = 1024 * 1024;
    private const int FilePieceBytes = 256 * 1024;
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(10), LongestPoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DefaultExecTimeout = TimeSpan.FromSeconds(30);
    private static readonly QmpCommand Ping = QmpCommand.Create("guest-ping"), HostName = QmpCommand.Create("guest-get-host-name");
    private static readonly QmpCommand PowerDown = QmpCommand.Create("guest-shutdown", json => json.WriteString("mode", "powerdown"));
    private static readonly QmpCommand Freeze = QmpCommand.Create("guest-fsfreeze-freeze"), Thaw = QmpCommand.Create("guest-fsfreeze-thaw");
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public async Task<HypervisorResult> PingAsync(CancellationToken cancellationToken = default) => Drop(await CallAsync(Ping, cancellationToken));

    /// <summary>Like <see cref="PingAsync"/>, but gives up sooner, for waiting until a booting guest answers.</summary>
    public async Task<bool> AnswersWithinAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        (await RunAsync(patience, (session, token) => CallAsync(session, Ping, token), cancellationToken)).Succeeded;

    /// <inheritdoc/>
    public async Task<HypervisorResult<string>> GetHostNameAsync(CancellationToken cancellationToken = default)
    {
        var answer = await CallAsync(HostName, cancellationToken);
        return !answer.Succeeded ? answer.Failure
            : answer.Value.Text("host-name") is { } name ? name
            : NotUnderstood();
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> SetClockAsync(DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        var nanoseconds = (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        return Drop(await CallAsync(QmpCommand.Create("guest-set-time", json => json.WriteNumber("time", nanoseconds)), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> FreezeAsync(CancellationToken cancellationToken = default) => Drop(await CallAsync(Freeze, cancellationToken));

    /// <inheritdoc/>
    public async Task<HypervisorResult> ThawAsync(CancellationToken cancellationToken = default) => Drop(await CallAsync(Thaw, cancellationToken));

    /// <inheritdoc/>
    public async Task<HypervisorResult> ShutdownAsync(CancellationToken cancellationToken = default) =>
        // A guest that obeys does not answer: it is enough that it was there when it was asked.
        Drop(await RunAsync<GuestAnswer>(
            timeout,
            async (session, token) =>
            {
                await session.SendAsync(PowerDown, token);
                return GuestAnswer.Empty;
            },
            cancellationToken));

    /// <inheritdoc/>
    public Task<HypervisorResult<GuestCommandResult>> ExecuteAsync(GuestCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.MaxOutputBytes is < 0 or > MaxOutputBytes || command.Input.Length > MaxInputBytes || string.IsNullOrEmpty(command.Path)
            ? Task.FromResult<HypervisorResult<GuestCommandResult>>(new HypervisorFailure(HypervisorFailureKind.BadSpec, "A guest command needs a path, at most 1 MiB of input and a bound of at most 16 MiB for output."))
            : ExecuteCheckedAsync(command, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HypervisorResult<GuestFile>> ReadFileAsync(string path, int maxBytes, CancellationToken cancellationToken = default) =>
        string.IsNullOrEmpty(path) || maxBytes is < 1 or > MaxOutputBytes
            ? Task.FromResult<HypervisorResult<GuestFile>>(new HypervisorFailure(HypervisorFailureKind.BadSpec, "Reading a guest's file needs a path and a bound of 1 to 16 MiB."))
            : RunAsync(timeout, (session, token) => ReadFileAsync(session, path, maxBytes, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static HypervisorResult Drop(HypervisorResult<GuestAnswer> answer) => new(answer.Failure);

    private static HypervisorFailure NotUnderstood() =>
        new(HypervisorFailureKind.GuestRefused, "The guest agent answered something that is not understood.");

    private static HypervisorFailure Unavailable(string why) => new(HypervisorFailureKind.GuestUnavailable, why);

    private Task<HypervisorResult<GuestAnswer>> CallAsync(QmpCommand command, CancellationToken cancellationToken) =>
        RunAsync(timeout, (session, token) => CallAsync(session, command, token), cancellationToken);

    private static async Task<HypervisorResult<GuestAnswer>> CallAsync(GuestAgentSession session, QmpCommand command, CancellationToken token, int maxBytes = MaxAnswerBytes)
    {
        var (value, objection) = await session.CallAsync(command, maxBytes, token);
        return objection is null
            ? new GuestAnswer(value)
            : new HypervisorFailure(HypervisorFailureKind.GuestRefused, $"The guest agent refused {command.Name}: {Printable.Clean(objection, 300)}");
    }

    private async Task<HypervisorResult<GuestCommandResult>> ExecuteCheckedAsync(GuestCommand command, CancellationToken cancellationToken)
    {
        var patience = command.Timeout ?? DefaultExecTimeout;
        var result = await RunAsync(patience, (session, token) => ExecuteAsync(session, command, token), cancellationToken);
        return result.Failure is { Kind: HypervisorFailureKind.TimedOut }
            ? new HypervisorFailure(HypervisorFailureKind.TimedOut, $"{command.Path} did not end in the guest within {patience.TotalSeconds:0.#} s.")
            : result;
    }

    private async Task<HypervisorResult<GuestCommandResult>> ExecuteAsync(GuestAgentSession session, GuestCommand command, CancellationToken token)
    {
        var started = await CallAsync(session, GuestExec.Start(command), token);
        if (!started.Succeeded || started.Value.Number("pid") is not { } pid)
        {
            return started.Failure ?? NotUnderstood();
        }

        for (var wait = FirstPoll; ; wait = wait * 2 < LongestPoll ? wait * 2 : LongestPoll)
        {
            var status = await CallAsync(session, GuestExec.Ask(pid), token, MaxExecAnswerBytes);
            if (!status.Succeeded || status.Value.Flag("exited"))
            {
                return status.Succeeded ? GuestExec.ToResult(status.Value, command.MaxOutputBytes) : status.Failure;
            }

            await Task.Delay(wait, time, token);
        }
    }

    private static async Task<HypervisorResult<GuestFile>> ReadFileAsync(GuestAgentSession session, string path, int maxBytes, CancellationToken token)
    {
        var opened = await CallAsync(session, QmpCommand.Create("guest-file-open", json => { json.WriteString("path", path); json.WriteString("mode", "r"); }), token);
        if (!opened.Succeeded || opened.Value.AsNumber() is not { } handle)
        {
            return opened.Failure ?? NotUnderstood();
        }

        var content = new MemoryStream();
        var failure = await ReadPiecesAsync(session, handle, content, maxBytes + 1, token);
        await CallAsync(session, QmpCommand.Create("guest-file-close", json => json.WriteNumber("handle", handle)), token);
        var truncated = content.Length > maxBytes;
        return failure is null ? new GuestFile(content.ToArray().AsMemory(0, (int)Math.Min(content.Length, maxBytes)), truncated) : failure;
    }

    private static async Task<HypervisorFailure?> ReadPiecesAsync(GuestAgentSession session, long handle, MemoryStream content, int wanted, CancellationToken token)
    {
        while (content.Length < wanted)
        {
            var count = Math.Min(FilePieceBytes, wanted - (int)content.Length);
            var piece = await CallAsync(
                session, QmpCommand.Create("guest-file-read", json => { json.WriteNumber("handle", handle); json.WriteNumber("count", count); }), token);
            if (!piece.Succeeded || piece.Value.Bytes("buf-b64") is not { } bytes || bytes.Length > count)
            {
                return piece.Failure ?? NotUnderstood();
            }

            content.Write(bytes);
            if (bytes.Length == 0 || piece.Value.Flag("eof"))
            {
                break;
            }
        }

        return null;
    }

    private async Task<HypervisorResult<T>> RunAsync<T>(
        TimeSpan patience, Func<GuestAgentSession, CancellationToken, Task<HypervisorResult<T>>> action, CancellationToken cancellationToken)
        where T : class
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return objection() is { } why ? Unavailable(why) : await RunInTimeAsync(patience, action, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<HypervisorResult<T>> RunInTimeAsync<T>(
        TimeSpan patience, Func<GuestAgentSession, CancellationToken, Task<HypervisorResult<T>>> action, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var synchronized = false;
        try
        {
            await using var session = new GuestAgentSession(await connect(either.Token));
            await session.SynchronizeAsync(either.Token);
            synchronized = true;
            return await action(session, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return synchronized
                ? new HypervisorFailure(HypervisorFailureKind.TimedOut, "The guest agent took too long.")
                : Unavailable("The guest agent does not answer. The guest may still be booting, or has none.");
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            return Unavailable($"The guest agent cannot be reached: {e.Message}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or DecoderFallbackException)
        {
            return NotUnderstood();
        }
    }
}
