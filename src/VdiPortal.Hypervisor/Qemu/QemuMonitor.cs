using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using VdiPortal.Hypervisor.Qmp;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// A machine's control monitor, held open so that a command needs no connecting. When the connection breaks while QEMU lives it is made
/// again; what was missed in between is for the owner to ask.
/// </summary>
internal sealed class QemuMonitor : IAsyncDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100), LongestRetry = TimeSpan.FromSeconds(5);

    // A connection also ends when QEMU does: that is seen elsewhere by then, and is not worth a complaint here.
    private static readonly TimeSpan ComplainAfter = TimeSpan.FromMilliseconds(800);
    private readonly int _pid;
    private readonly QmpOptions _options;
    private volatile string _path;
    private volatile IQemuMonitorOwner _owner;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private volatile QmpClient? _client;
    private Task _supervising = Task.CompletedTask;

    private QemuMonitor(string path, int pid, QmpOptions options, IQemuMonitorOwner owner, TimeProvider time)
    {
        _path = path;
        _pid = pid;
        _options = options;
        _owner = owner;
        _time = time;
    }

    /// <summary>Opens the monitor; when it does not answer now, goes on trying.</summary>
    public static async Task<(QemuMonitor Monitor, QmpError? Error)> OpenAsync(
        string path, int pid, QmpOptions options, IQemuMonitorOwner owner, TimeProvider time, CancellationToken cancellationToken)
    {
        var monitor = new QemuMonitor(path, pid, options, owner, time);
        var error = await monitor.ConnectAsync(cancellationToken);
        monitor._supervising = monitor.SuperviseAsync();
        return (monitor, error);
    }

    /// <summary>Sends a command.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<QmpReply> ExecuteAsync(QmpCommand command, CancellationToken cancellationToken = default) =>
        _client is { } client ? await client.ExecuteAsync(command, cancellationToken) : new QmpReply(QmpError.Disconnected, default);

    /// <summary>Gives QEMU an open file and sends the command that uses it.</summary>
    /// <param name="command">The command, which names the file.</param>
    /// <param name="name">What QEMU shall call the file.</param>
    /// <param name="file">The file, which stays ours, too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<QmpReply> ExecuteAsync(QmpCommand command, string name, SafeFileHandle file, CancellationToken cancellationToken = default)
    {
        if (_client is not { } client)
        {
            return new QmpReply(QmpError.Disconnected, default);
        }

        var passed = await client.ExecuteAsync(QmpCommand.Create("getfd", json => json.WriteString("fdname", name)), file, cancellationToken);
        return passed.Error is null ? await client.ExecuteAsync(command, cancellationToken) : passed;
    }

    /// <summary>The machine got its name: whom its events go to from now on, and where the monitor is found when the connection must be made again.</summary>
    public void HandOver(string path, IQemuMonitorOwner owner) => (_path, _owner) = (path, owner);

    /// <summary>Waits until everything that QEMU said before it ended has been handled.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        if (_client is { } client)
        {
            await Task.WhenAny(client.Completion, Task.Delay(patience, _time));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_client is { } client)
        {
            await client.DisposeAsync();
        }

        await _supervising;
        _closing.Dispose();
    }

    private async Task<QmpError?> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stream = await UnixConnection.ConnectAsync(_path, _pid, cancellationToken);
            var (client, error) = await QmpClient.ConnectAsync(stream, _options, happened => _owner.OnEvent(happened), _time, cancellationToken);
            _client = client;
            return error;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return new QmpError(QmpErrorKind.Disconnected, e.Message);
        }
    }

    private async Task SuperviseAsync()
    {
        try
        {
            while (true)
            {
                if (_client is { } client)
                {
                    await client.Completion.WaitAsync(_closing.Token);
                    await client.DisposeAsync();
                    _client = null;
                }

                await ReconnectAsync();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The machine has ended or is let go of.
        }
    }

    private async Task ReconnectAsync()
    {
        for (var wait = FirstRetry; ; wait = wait * 2 < LongestRetry ? wait * 2 : LongestRetry)
        {
            await Task.Delay(wait, _time, _closing.Token);
            if (await ConnectAsync(_closing.Token) is not { } error)
            {
                await _owner.OnReconnectedAsync(_closing.Token);
                return;
            }

            if (wait >= ComplainAfter)
            {
                _owner.OnUnreachable(error);
            }
        }
    }
}
