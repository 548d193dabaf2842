using System.Net.Sockets;
using System.Runtime.CompilerServices;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Bench.Consoles;

/// <summary>The machine of <see cref="ScreenHypervisor"/>: runs for ever and has nothing but a screen.</summary>
internal sealed class ScreenMachine(Guid vm, string screen) : IMachine
{
    /// <inheritdoc/>
    public MachineId Id => new(vm);

    /// <inheritdoc/>
    public MachineSpec Spec => new(
        Id, 1, 1, 384, VideoAdapter.Virtio, 1280, 800, new DiskSpec(new ImageRef(new string('a', 64), "qcow2"), null), null, HasGuestAgent: false,
        new ReadyCriterion([new DelayPoint(1)], null, 60));

    /// <inheritdoc/>
    public long Generation { get; private set; } = 1;

    /// <inheritdoc/>
    public MachineStatus Status { get; } = new(
        1, MachineState.Running, DateTimeOffset.UnixEpoch, ReadyProgress.Reached, null, null, new MachineTimes(TimeSpan.Zero, TimeSpan.Zero, null));

    /// <inheritdoc/>
    public int? ProcessId => null;

    /// <inheritdoc/>
    public IGuestAgent Guest => throw new NotSupportedException();

    /// <inheritdoc/>
    public async IAsyncEnumerable<MachineStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Status;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<HypervisorResult<Stream>> OpenConsoleAsync(CancellationToken cancellationToken = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(screen), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <inheritdoc/>
    public Task<HypervisorResult> SetGenerationAsync(long generation, CancellationToken cancellationToken = default)
    {
        Generation = generation;
        return Task.FromResult(HypervisorResult.Success);
    }

    /// <inheritdoc/>
    public ValueTask<HypervisorResult> PauseAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<HypervisorResult> ResumeAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(HypervisorResult.Success);

    /// <inheritdoc/>
    public Task<HypervisorResult> KeepDiskAsync(string desktopDisk, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<HypervisorResult<Screenshot>> ScreenshotAsync(int? maxWidth = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public HypervisorResult<MachineUsage> Measure() => new MachineUsage(TimeSpan.Zero, 0, null, 0);

    /// <inheritdoc/>
    public Task<HypervisorResult> ShutdownAsync(TimeSpan deadline, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<HypervisorResult> KillAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<HypervisorResult> DestroyAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
