using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Qemu;

// How a machine that is kept at an earlier ready point becomes one that can be used.
internal sealed partial class QemuMachine
{
    private Task _watchingFull = Task.CompletedTask;

    // Watches while it runs; a pause breaks off, and the deadline goes on from where the machine became ready first.
    private async Task WatchFullAsync(ReadyCriterion full, QemuSession session)
    {
        var held = new HeldPoints([], _ => { });
        try
        {
            while (Status.Full == ReadyProgress.Pending)
            {
                await UntilAsync(Runs, _letGo.Token);
                if (await WatchWhileItRunsAsync(full, held, session) is { } reached)
                {
                    RecordFull(reached, full, held, session);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It ended, or is let go of: whoever adopts it goes on waiting.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _services.Log.ReadyWatchFailed(Id, e);
            RecordFull(reached: false, full, held, session);
        }
    }

    private static bool Runs(MachineStatus status) => status.State is MachineState.Ready or MachineState.Running;

    private async Task<bool?> WatchWhileItRunsAsync(ReadyCriterion full, HeldPoints held, QemuSession session)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_letGo.Token);
        var watch = new ReadyWatch(SourceOf(session), _services.Time, Status.Times.Ready ?? TimeSpan.Zero, held).WaitAsync(full, over.Token);
        var stopped = UntilAsync(status => !Runs(status), over.Token);
        var first = await Task.WhenAny(watch, stopped);
        await over.CancelAsync();
        await Task.WhenAll(watch, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first == watch ? await watch : null;
    }

    private async Task UntilAsync(Func<MachineStatus, bool> holds, CancellationToken token)
    {
        await foreach (var status in _feed.WatchAsync(token))
        {
            if (holds(status))
            {
                return;
            }
        }

        throw new OperationCanceledException("The machine is no more.");
    }

    private void RecordFull(bool reached, ReadyCriterion full, HeldPoints held, QemuSession session)
    {
        var progress = reached ? ReadyProgress.Reached : ReadyProgress.Missed;
        var reason = reached ? null : LatenessOf(full, held, session);
        Record(record => record with { Full = progress });
        _feed.Update(facts => facts with { Full = progress, Lateness = reason });
        if (reason is not null)
        {
            _services.Log.MissedDeadline(Id, reason);
        }
    }
}
