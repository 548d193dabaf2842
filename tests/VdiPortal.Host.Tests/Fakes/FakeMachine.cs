using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Host.Tests.Fakes;

/// <summary>A machine that does at once what it is told and writes down what that was.</summary>
internal sealed class FakeMachine(FakeHypervisor owner, MachineSpec spec) : IMachine
{
    private readonly Lock _lock = new();
    private readonly List<Channel<bool>> _watchers = [];
    private bool _destroyed;

    /// <summary>What it was told, in order.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public TaskCompletionSource ClockSet { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What operations shall answer instead of working, by name.</summary>
    public ConcurrentDictionary<string, Queue<HypervisorFailure>> Obstacles { get; } = new();

    /// <summary>When set, shutting down waits for it.</summary>
    public TaskCompletionSource? ShutdownGate { get; set; }

    /// <summary>What opening its screen gives.</summary>
    public Func<Task<HypervisorResult<Stream>>> Screen { get; set; } = () =>
        Task.FromResult<HypervisorResult<Stream>>(new HypervisorFailure(HypervisorFailureKind.MonitorFailed, "It has no screen."));

    public MachineId Id => Spec.Id;

    public MachineSpec Spec { get; private set; } = spec;

    public long Generation { get; set; } = spec.Generation;

    public MachineStatus Status { get; private set; } = new(
        1, MachineState.Booting, DateTimeOffset.UnixEpoch, ReadyProgress.Pending, null, null, new MachineTimes(TimeSpan.Zero, TimeSpan.Zero, null));

    public int? ProcessId => Status.State == MachineState.Exited ? null : 4711;

    public IGuestAgent Guest => new FakeGuest(this);

    /// <summary>Puts it into a state, as if the guest or QEMU had done so.</summary>
    public FakeMachine Become(MachineState state, string? reason = null, MachineExit? exit = null, ReadyProgress? ready = null)
    {
        lock (_lock)
        {
            var progress = ready ?? (state is MachineState.Booting or MachineState.Stalled or MachineState.Exited ? Status.Ready : ReadyProgress.Reached);
            Status = Status with { Sequence = Status.Sequence + 1, State = state, Reason = reason, Exit = exit, Ready = progress };
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(true);
        }

        return this;
    }

    public async IAsyncEnumerable<MachineStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var watcher = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (_lock)
        {
            watcher.Writer.TryWrite(true);
            _watchers.Add(watcher);
            if (_destroyed)
                watcher.Writer.Complete();
        }

        await foreach (var _ in watcher.Reader.ReadAllAsync(cancellationToken))
            yield return Status;
    }

    public ValueTask<HypervisorResult> PauseAsync(CancellationToken cancellationToken = default)
    {
        var result = Do("pause");
        if (result.Succeeded)
            Become(MachineState.Paused);
        return ValueTask.FromResult(result);
    }

    public ValueTask<HypervisorResult> ResumeAsync(CancellationToken cancellationToken = default)
    {
        var result = Do("resume");
        if (result.Succeeded)
            Become(MachineState.Running);
        return ValueTask.FromResult(result);
    }

    public Task<HypervisorResult> SetGenerationAsync(long generation, CancellationToken cancellationToken = default)
    {
        if (generation < Generation)
            return Task.FromResult(HypervisorResult.Fail(HypervisorFailureKind.StaleGeneration, "It has seen a higher one."));

        var result = Do("generation", $"generation {generation}");
        if (result.Succeeded)
            Generation = generation;
        return Task.FromResult(result);
    }

    public Task<HypervisorResult> KeepDiskAsync(string desktopDisk, CancellationToken cancellationToken = default)
    {
        var result = Do("keep", $"keep {desktopDisk}");
        if (result.Succeeded)
        {
            Spec = Spec with { Disk = Spec.Disk with { DesktopDisk = desktopDisk } };
            owner.Disks.Add(desktopDisk);
        }

        return Task.FromResult(result);
    }

    public Task<HypervisorResult<Screenshot>> ScreenshotAsync(int? maxWidth = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<HypervisorResult<Screenshot>>(new Screenshot(maxWidth ?? 640, 400, new byte[] { 1, 2, 3 }));

    public Task<HypervisorResult<Stream>> OpenConsoleAsync(CancellationToken cancellationToken = default) => Screen();

    public HypervisorResult<MachineUsage> Measure() => new MachineUsage(TimeSpan.Zero, 0, null, 0);

    public async Task<HypervisorResult> ShutdownAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        var result = Do("shutdown");
        if (ShutdownGate is { } gate)
            await gate.Task.WaitAsync(cancellationToken);
        if (result.Succeeded)
            Become(MachineState.Exited, exit: MachineExit.Requested);
        return result;
    }

    public Task<HypervisorResult> KillAsync(CancellationToken cancellationToken = default)
    {
        Become(MachineState.Exited, exit: MachineExit.Requested);
        return Task.FromResult(Do("kill"));
    }

    public Task<HypervisorResult> DestroyAsync(CancellationToken cancellationToken = default)
    {
        var result = Do("destroy");
        if (!result.Succeeded)
            return Task.FromResult(result);

        Become(MachineState.Exited, exit: MachineExit.Requested);
        owner.Forget(this);
        lock (_lock)
        {
            _destroyed = true;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }

        return Task.FromResult(result);
    }

    /// <summary>Lets an operation fail the next times.</summary>
    public FakeMachine Hinder(string operation, HypervisorFailureKind kind, int times = 1)
    {
        var failures = Enumerable.Repeat(new HypervisorFailure(kind, $"{operation} does not work."), times);
        Obstacles[operation] = new Queue<HypervisorFailure>(failures);
        return this;
    }

    private HypervisorResult Do(string operation, string? words = null)
    {
        Told.Enqueue(words ?? operation);
        return Obstacles.TryGetValue(operation, out var failures) && failures.TryDequeue(out var failure) ? failure : HypervisorResult.Success;
    }

    private sealed class FakeGuest(FakeMachine machine) : IGuestAgent
    {
        public Task<HypervisorResult> SetClockAsync(DateTimeOffset time, CancellationToken cancellationToken = default)
        {
            var result = machine.Do("clock");
            machine.ClockSet.TrySetResult();
            return Task.FromResult(result);
        }

        public Task<HypervisorResult> PingAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<HypervisorResult<string>> GetHostNameAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<HypervisorResult<GuestCommandResult>> ExecuteAsync(GuestCommand command, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<HypervisorResult<GuestFile>> ReadFileAsync(string path, int maxBytes, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<HypervisorResult> FreezeAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<HypervisorResult> ThawAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<HypervisorResult> ShutdownAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
