using System.Runtime.CompilerServices;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qmp;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>
/// One machine. What it does is learnt from QEMU's events only, so that answers and events can never contradict each other; the operations
/// send commands and read the outcome off the status.
/// </summary>
internal sealed partial class QemuMachine : IMachine, IAsyncDisposable
{
    private readonly QemuServices _services;
    private readonly MachinePaths _paths;
    private readonly MachineRecord _record;
    private readonly MachineStatusFeed _feed;
    private readonly Action<QemuMachine> _onDestroyed;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _generationTurn = new(1, 1);
    private readonly GuestAgentClient _guest;
    private volatile MachineSpec _spec;
    private volatile QemuSession? _session;
    private long _generation;
    private volatile bool _requestedEnd;
    private volatile bool _used;
    private bool _pauseRecorded;
    private bool _destroyed;

    public QemuMachine(MachineSpec spec, long generation, MachineFacts facts, MachineRecord record, QemuServices services, Action<QemuMachine> onDestroyed)
    {
        _spec = spec;
        _generation = generation;
        _record = record;
        _services = services;
        _onDestroyed = onDestroyed;
        _paths = services.Layout.Of(spec.Id);
        _feed = new MachineStatusFeed(facts, services.Time);
        _pauseRecorded = facts.WasPaused;
        _guest = new GuestAgentClient(ConnectToGuestAsync, ObjectionOfGuest, services.Options.GuestTimeout, services.Time);
    }

    /// <inheritdoc/>
    public MachineId Id => _spec.Id;

    /// <inheritdoc/>
    public MachineSpec Spec => _spec;

    /// <inheritdoc/>
    public long Generation => Interlocked.Read(ref _generation);

    /// <inheritdoc/>
    public MachineStatus Status => _feed.Current;

    /// <inheritdoc/>
    public int? ProcessId => _session?.Process.Identity.Pid;

    /// <inheritdoc/>
    public IGuestAgent Guest => _guest;

    /// <inheritdoc/>
    public IAsyncEnumerable<MachineStatus> WatchAsync(CancellationToken cancellationToken = default) => _feed.WatchAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<HypervisorResult> PauseAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Status.State switch
            {
                MachineState.Paused => HypervisorResult.Success,
                MachineState.Ready or MachineState.Running => await PauseRunningAsync(cancellationToken),
                MachineState.Booting => HypervisorResult.Fail(HypervisorFailureKind.WrongState, "The machine is not ready yet and cannot be paused."),
                _ => Refusal(),
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HypervisorResult> ResumeAsync(CancellationToken cancellationToken = default)
    {
        var began = _services.Time.GetTimestamp();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Status.State is not (MachineState.Paused or MachineState.Stalled))
            {
                return Status.State == MachineState.Exited ? Refusal() : HypervisorResult.Success;
            }

            var reply = await ExecuteAsync(QmpCommand.Continue, cancellationToken);
            if (reply.Error is not null)
            {
                return Failure(reply.Error);
            }
        }
        finally
        {
            _turn.Release();
        }

        _services.Metrics.Resumed(_services.Time.GetElapsedTime(began));
        MarkUsed();
        return HypervisorResult.Success;
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult> SetGenerationAsync(long generation, CancellationToken cancellationToken = default)
    {
        await _generationTurn.WaitAsync(cancellationToken);
        try
        {
            return generation < Generation
                ? HypervisorResult.Fail(HypervisorFailureKind.StaleGeneration, $"Generation {generation} is older than {Generation}: someone else has claimed the machine since.")
                : generation == Generation ? HypervisorResult.Success : await Task.Run(() => WriteGeneration(generation), CancellationToken.None);
        }
        finally
        {
            _generationTurn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult<Screenshot>> ScreenshotAsync(int? maxWidth = null, CancellationToken cancellationToken = default)
    {
        const int narrowest = 16;
        if (maxWidth < narrowest)
        {
            return new HypervisorFailure(HypervisorFailureKind.BadSpec, $"A screenshot must be at least {narrowest} pixels wide.");
        }

        if (_session is not { } session)
        {
            return Refusal();
        }

        var captured = await session.Screen.CaptureAsync(cancellationToken);
        return captured.Succeeded ? await Task.Run(() => Encode(captured.Value, maxWidth), cancellationToken) : OrExited(captured.Failure);
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult<Stream>> OpenConsoleAsync(CancellationToken cancellationToken = default)
    {
        if (_session is not { } session)
        {
            return Refusal();
        }

        try
        {
            return await UnixConnection.ConnectAsync(_paths.Vnc, session.Process.Identity.Pid, cancellationToken);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException)
        {
            return OrExited(new HypervisorFailure(HypervisorFailureKind.MonitorFailed, $"The machine's screen cannot be reached: {e.Message}"));
        }
    }

    /// <inheritdoc/>
    public HypervisorResult<MachineUsage> Measure() =>
        ProcessId is { } pid && Processes.ProcFileSystem.CpuTimeOf(pid) is { } cpu
            ? new MachineUsage(
                cpu,
                Processes.ProcFileSystem.BytesOf(pid, "status", "VmRSS") ?? 0,
                Processes.ProcFileSystem.BytesOf(pid, "smaps_rollup", "Pss"),
                Linux.LinuxFile.OccupiedBytes(_paths.Disk(_spec.Disk)))
            : Refusal();

    private static Screenshot Encode(Screens.Picture picture, int? maxWidth)
    {
        var scaled = maxWidth is { } width ? picture.ScaleDown(width) : picture;
        return new Screenshot(scaled.Width, scaled.Height, Screens.PngWriter.Encode(scaled));
    }

    private async ValueTask<HypervisorResult> PauseRunningAsync(CancellationToken cancellationToken)
    {
        if (!_pauseRecorded)
        {
            try
            {
                _record.UpdateProgress(progress => progress with { WasPaused = true });
                _pauseRecorded = true;
            }
            catch (Exception e) when (StorageFailure.Understands(e))
            {
                return StorageFailure.From(e, "Recording the pause");
            }
        }

        var reply = await ExecuteAsync(QmpCommand.Stop, cancellationToken);
        return reply.Error is null ? HypervisorResult.Success : Failure(reply.Error);
    }

    private HypervisorResult WriteGeneration(long generation)
    {
        try
        {
            _record.WriteGeneration(generation);
            Interlocked.Exchange(ref _generation, generation);
            return HypervisorResult.Success;
        }
        catch (DirectoryNotFoundException)
        {
            return Refusal();
        }
        catch (Exception e) when (StorageFailure.Understands(e))
        {
            return StorageFailure.From(e, "Recording the machine's generation");
        }
    }

    // A machine that someone uses is the later victim when memory runs out.
    private void MarkUsed()
    {
        if (_used || ProcessId is not { } pid)
        {
            return;
        }

        _used = true;
        if (Processes.ProcFileSystem.SetOomScore(pid, _services.Options.UsedOomScore) is { } obstacle)
        {
            _services.Log.OomScoreNotSet(pid, obstacle);
        }
    }

    private ValueTask<QmpReply> ExecuteAsync(QmpCommand command, CancellationToken cancellationToken) =>
        _session?.Monitor is { } monitor ? monitor.ExecuteAsync(command, cancellationToken) : new ValueTask<QmpReply>(new QmpReply(QmpError.Disconnected, default));

    private HypervisorFailure Refusal() => Status.State == MachineState.Exited || _session is null
        ? new HypervisorFailure(HypervisorFailureKind.Exited, $"The machine has ended. {Status.Reason}".TrimEnd())
        : new HypervisorFailure(HypervisorFailureKind.WrongState, $"The machine is stopped by an error. {Status.Reason}".TrimEnd());

    private HypervisorFailure Failure(QmpError error) => OrExited(error.Kind == QmpErrorKind.TimedOut
        ? new HypervisorFailure(HypervisorFailureKind.TimedOut, $"{error.Description} The host may be overloaded; try again or end the machine.")
        : new HypervisorFailure(HypervisorFailureKind.MonitorFailed, error.Description));

    // QEMU's death first shows as a broken connection: then that is what is to be said.
    private HypervisorFailure OrExited(HypervisorFailure failure) =>
        _session is { } session && !session.Process.Ended.IsCompleted && session.Process.IsAlive ? failure : new(HypervisorFailureKind.Exited, "The machine has ended.");

    private async Task<Stream> ConnectToGuestAsync(CancellationToken cancellationToken) =>
        await UnixConnection.ConnectAsync(_paths.Agent, _session?.Process.Identity.Pid ?? throw new IOException("The machine has ended."), cancellationToken);

    private string? ObjectionOfGuest() => Status.State switch
    {
        _ when !_spec.HasGuestAgent => "The guest has no guest agent.",
        MachineState.Exited => "The machine has ended.",
        MachineState.Paused => "The machine is paused; resume it first.",
        MachineState.Stalled => $"The machine is stopped by an error. {Status.Reason}",
        _ => null,
    };
}
