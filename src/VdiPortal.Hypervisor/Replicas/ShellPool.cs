using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Keeps a few shells of one replica waiting, so that forking needs no starting of processes.</summary>
/// <param name="wanted">How many.</param>
/// <param name="make">Starts one.</param>
/// <param name="time">Measures the calm.</param>
/// <param name="log">Told when none can be started.</param>
internal sealed class ShellPool(int wanted, Func<CancellationToken, Task<HypervisorResult<WaitingShell>>> make, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>After one was taken nothing is started for so long: whoever it is for needs the processors.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(700);

    private readonly ConcurrentQueue<WaitingShell> _waiting = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private Task _filling = Task.CompletedTask;
    private long _takenAt;

    /// <summary>Takes one that waits, or starts one.</summary>
    public async Task<HypervisorResult<WaitingShell>> TakeAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _takenAt, time.GetTimestamp());
        while (_waiting.TryDequeue(out var shell))
        {
            if (shell.IsAlive)
            {
                return shell;
            }

            await shell.DisposeAsync();
        }

        return await make(cancellationToken);
    }

    /// <summary>Sees to it that as many wait as are wanted, in the background.</summary>
    public void Fill()
    {
        lock (_gate)
        {
            if (_filling.IsCompleted && !_closing.IsCancellationRequested && _waiting.Count < wanted)
            {
                _filling = Task.Run(FillAsync);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _filling;
        while (_waiting.TryDequeue(out var shell))
        {
            await shell.DisposeAsync();
        }

        _closing.Dispose();
    }

    private async Task FillAsync()
    {
        try
        {
            while (_waiting.Count < wanted)
            {
                await UntilCalmAsync();
                var made = await make(_closing.Token);
                if (made.Value is not { } shell)
                {
                    log.ShellNotStarted(made.Failure!.Message);
                    return;
                }

                _waiting.Enqueue(shell);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The replica is let go of.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The next one that is taken tries again.
            log.ShellsBroken(e);
        }
    }

    private async Task UntilCalmAsync()
    {
        for (var left = Left(); left > TimeSpan.Zero; left = Left())
        {
            await Task.Delay(left, time, _closing.Token);
        }

        TimeSpan Left() => Volatile.Read(ref _takenAt) is var at && at == 0 ? TimeSpan.Zero : Calm - time.GetElapsedTime(at);
    }
}
