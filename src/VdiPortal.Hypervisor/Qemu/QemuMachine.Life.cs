using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Qmp;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

// How a machine's QEMU is watched: what it says, when it is ready, that it has ended.
internal sealed partial class QemuMachine : IQemuMonitorOwner
{
    private static readonly TimeSpan LastWordsPatience = TimeSpan.FromMilliseconds(300);
    private readonly CancellationTokenSource _letGo = new();
    private Task _watchingReady = Task.CompletedTask;
    private Task _watchingExit = Task.CompletedTask;
    private int _runEvents;
    private volatile string? _diskTrouble;
    private volatile string? _shutdownReason;

    /// <summary>Connects to the machine's living QEMU and begins to watch it.</summary>
    /// <param name="process">QEMU.</param>
    /// <param name="channels">Its channels, owned by the machine from now on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null, or why its monitor does not answer; the machine is watched all the same.</returns>
    public async Task<QmpError?> AttachAsync(WatchedProcess process, GuestChannels channels, CancellationToken cancellationToken)
    {
        var pid = process.Identity.Pid;
        var (monitor, error) = await QemuMonitor.OpenAsync(_paths.Control, pid, _services.QmpOptions, this, _services.Time, cancellationToken);
        _session = new QemuSession(process, channels, monitor, new QemuScreen(_paths, pid, _services.QmpOptions, _services.Time));
        _watchingExit = WatchExitAsync(_session);
        if (error is null)
        {
            await RefreshAsync(cancellationToken);
        }
        else
        {
            ((IQemuMonitorOwner)this).OnUnreachable(error);
        }

        if (Status.Ready == ReadyProgress.Pending)
        {
            _watchingReady = WatchReadyAsync(_session);
        }

        if (Status.Full == ReadyProgress.Pending)
        {
            _watchingFull = WatchFullAsync(_spec.Full!, _session);
        }

        return error;
    }

    /// <summary>Takes a process over that has become this machine already, and begins to watch it.</summary>
    /// <param name="session">All that is connected to it.</param>
    public void TakeOver(QemuSession session)
    {
        _session = session;
        _watchingExit = WatchExitAsync(session);
    }

    /// <summary>Sets what a new machine's start took.</summary>
    public void SetTimes(TimeSpan disk, TimeSpan start) => _feed.Update(facts => facts with { Times = facts.Times with { Disk = disk, Start = start } });

    /// <summary>Records that nothing of the machine lives.</summary>
    /// <param name="exit">What is known of its end.</param>
    public void MarkDead(MachineExit exit)
    {
        var reason = exit == MachineExit.HostRestarted ? "The host was restarted." : "It ended while VdiPortal was not watching.";
        _feed.Update(facts => facts with { Run = RunState.Exited, Trouble = reason, Exit = exit });
    }

    /// <summary>Records that the machine uses its disk.</summary>
    public void TakeLease()
    {
        if (LinuxFile.Stamp(_paths.Disk(_spec.Disk)) is { } stamp)
        {
            _services.Leases.TryTake(stamp.Identity, Id);
        }
    }

    /// <summary>Lets go of the machine; QEMU goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _letGo.CancelAsync();
        await _watchingExit;
        await Task.WhenAll(_watchingReady, _watchingFull);
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            await session.DisposeAsync();
        }

        _feed.Close();
    }

    void IQemuMonitorOwner.OnEvent(QmpEvent happened)
    {
        switch (happened.Name)
        {
            case "STOP":
                OnStopped();
                break;
            case "RESUME":
                OnResumed();
                break;
            case "BLOCK_IO_ERROR" when happened.Text("action") == "stop":
                _diskTrouble = QemuRunState.DiskTrouble(happened.Flag("nospace"), happened.Text("reason"));
                break;
            case "SHUTDOWN":
                _shutdownReason = happened.Text("reason") ?? "unknown";
                break;
            default:
                _saving?.OnEvent(happened);
                break;
        }
    }

    void IQemuMonitorOwner.OnUnreachable(QmpError error)
    {
        var (before, after) = _feed.Update(facts => facts with { Run = RunState.Broken, Trouble = $"QEMU runs but does not answer: {error.Description}" });
        if (before.State != after.State)
        {
            _services.Log.MonitorLost(Id, error.Description);
        }
    }

    async Task IQemuMonitorOwner.OnReconnectedAsync(CancellationToken cancellationToken)
    {
        _services.Log.MonitorBack(Id);
        await RefreshAsync(cancellationToken);
    }

    private void OnResumed()
    {
        _diskTrouble = null;
        _feed.Update(facts =>
        {
            _runEvents++;
            return facts with { Run = RunState.Running, Trouble = null };
        });
    }

    private void OnStopped()
    {
        var trouble = _diskTrouble;
        _feed.Update(facts =>
        {
            _runEvents++;
            return trouble is null
                ? facts with { Run = RunState.Paused, WasPaused = facts.WasPaused || facts.Ready == ReadyProgress.Reached }
                : facts with { Run = RunState.Broken, Trouble = trouble };
        });
        if (trouble is not null)
        {
            _services.Log.Stalled(Id, trouble);
        }
    }

    // An answer is handled later than it came: when events came in between they are right, and it is not.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var seen = Volatile.Read(ref _runEvents);
        var reply = await ExecuteAsync(QmpCommand.QueryStatus, cancellationToken);
        if (reply.Error is null)
        {
            var (run, trouble) = QemuRunState.Of(reply.Value.TryGetProperty("status", out var status) ? status.GetString() : null);
            _feed.Update(facts => _runEvents == seen ? facts with { Run = run, Trouble = trouble } : facts);
        }
    }

    private async Task WatchExitAsync(QemuSession session)
    {
        var letGo = Task.Delay(Timeout.InfiniteTimeSpan, _services.Time, _letGo.Token);
        if (await Task.WhenAny(session.Process.Ended, letGo) == letGo)
        {
            return;
        }

        await session.Monitor.DrainAsync(LastWordsPatience);
        var (exit, reason) = QemuRunState.Explain(_shutdownReason, _requestedEnd, Printable.LastLine(session.Channels.Errors, maxLength: 300));
        _services.Leases.Release(Id);
        _session = null;
        _feed.Update(facts => facts with { Run = RunState.Exited, Trouble = reason, Exit = exit });
        _services.Log.Exited(Id, exit, reason);
        _services.Metrics.Exited(exit);
        await _letGo.CancelAsync();
        await Task.WhenAll(_watchingReady, _watchingFull);
        await session.DisposeAsync();
    }

    private async Task WatchReadyAsync(QemuSession session)
    {
        var age = ProcFileSystem.AgeOf(session.Process.Identity);
        var began = _services.Time.GetTimestamp();
        var held = new HeldPoints(ReadHeld(), RecordHeld);
        try
        {
            var reached = await new ReadyWatch(SourceOf(session), _services.Time, age, held).WaitAsync(_spec.Ready, _letGo.Token);
            RecordReady(reached, age + _services.Time.GetElapsedTime(began), held, session);
        }
        catch (OperationCanceledException) when (_letGo.IsCancellationRequested)
        {
            // It ended, or is let go of: whoever adopts it goes on waiting.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _services.Log.ReadyWatchFailed(Id, e);
            RecordReady(reached: false, age + _services.Time.GetElapsedTime(began), held, session);
        }
    }

    private QemuReadySource SourceOf(QemuSession session) => new(
        session, new QemuBootStops(_paths.Stops, session.Process.Identity.Pid, session.Monitor.ExecuteAsync), _guest, _spec.Cpus, _services.Time);

    // Without its record it has to meet its criterion once more.
    private IReadOnlyList<ReadyPoint> ReadHeld()
    {
        try
        {
            return _record.ReadProgress().Held ?? [];
        }
        catch (Exception e) when (StorageFailure.Understands(e) || e is System.Text.Json.JsonException)
        {
            _services.Log.ProgressNotRead(Id, e);
            return [];
        }
    }

    // Markers have a record of their own, made before they are taken out of their pipe.
    private void RecordHeld(ReadyPoint point)
    {
        if (point is not MarkerPoint)
        {
            Record(progress => progress with { Held = [.. progress.Held ?? [], point] });
        }
    }

    private void RecordReady(bool reached, TimeSpan took, HeldPoints held, QemuSession session)
    {
        // It stands still already where it became ready, when that is before its operating system.
        var stands = reached && _feed.Run == RunState.Paused;
        Record(progress => reached ? progress with { ReadyAfter = took, WasPaused = progress.WasPaused || stands } : progress with { Missed = true });
        _services.Metrics.Ready(took, reached);
        if (reached)
        {
            _feed.Update(facts => facts with { Ready = ReadyProgress.Reached, WasPaused = facts.WasPaused || stands, Times = facts.Times with { Ready = took } });
            _services.Log.BecameReady(Id, took.TotalSeconds);
        }
        else
        {
            var reason = LatenessOf(_spec.Ready, held, session);
            _feed.Update(facts => facts with { Ready = ReadyProgress.Missed, Lateness = reason });
            _services.Log.MissedDeadline(Id, reason);
        }
    }

    private void Record(Func<MachineProgress, MachineProgress> change)
    {
        try
        {
            _record.UpdateProgress(change);
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            _services.Log.ProgressNotRecorded(Id, e);
        }
    }

    private static string LatenessOf(ReadyCriterion criterion, HeldPoints held, QemuSession session)
    {
        var missing = Printable.Clean(string.Join("; ", held.Outstanding(criterion)), maxLength: 400);
        var line = session.Channels.LastSerialLine;
        return $"It was not ready within {criterion.DeadlineSeconds} s." + (missing.Length > 0 ? $" Still waited for: {missing}." : "")
            + (line.Length > 0 ? $" The last line on its serial port: {line}" : "");
    }
}
