using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Processes;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Hypervisor.Screens;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Finds out what a booting machine's ready criterion asks. Looks again and again at some things, but only while it boots.</summary>
/// <param name="session">The machine's QEMU.</param>
/// <param name="stops">Where it can stand still.</param>
/// <param name="guest">Its guest agent.</param>
/// <param name="cpus">Its virtual CPUs.</param>
/// <param name="time">Measures.</param>
internal sealed class QemuReadySource(QemuSession session, QemuBootStops stops, GuestAgentClient guest, int cpus, TimeProvider time) : IReadySource
{
    private static readonly TimeSpan AgentPatience = TimeSpan.FromSeconds(2), AgentRetry = TimeSpan.FromMilliseconds(250), GuestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ScreenInterval = TimeSpan.FromMilliseconds(250), CpuInterval = TimeSpan.FromMilliseconds(250);
    private readonly GuestSystem _system = new(guest);

    /// <inheritdoc/>
    public Task StopAtAsync(BootStage stage, CancellationToken cancellationToken) => stops.StopAtAsync(stage, cancellationToken);

    /// <inheritdoc/>
    public Task GoOnAsync(CancellationToken cancellationToken) => stops.GoOnAsync(cancellationToken);

    /// <inheritdoc/>
    public Task LetPassAsync(CancellationToken cancellationToken) => stops.LetPassAsync(cancellationToken);

    /// <inheritdoc/>
    public Task MarkerAsync(MarkerPoint marker, CancellationToken cancellationToken) => session.Channels.MarkerAsync(marker).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task GuestAnswersAsync(CancellationToken cancellationToken)
    {
        // A question waits in the channel until the agent starts, so that its answer comes at once then.
        while (!await guest.AnswersWithinAsync(AgentPatience, cancellationToken))
        {
            await Task.Delay(AgentRetry, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task ProcessRunsAsync(ProcessPoint process, CancellationToken cancellationToken) =>
        AskGuestAsync(() => _system.RunsAsync(process.Name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task PortListensAsync(PortPoint port, CancellationToken cancellationToken) =>
        AskGuestAsync(async () => await _system.CountSocketsAsync(port.Port, TcpSocketState.Listening, cancellationToken) > 0, cancellationToken);

    /// <inheritdoc/>
    public Task ConnectionsReachedAsync(ConnectionsPoint connections, CancellationToken cancellationToken) => AskGuestAsync(
        async () => await _system.CountSocketsAsync(connections.Port, TcpSocketState.Established, cancellationToken) >= connections.Count, cancellationToken);

    /// <inheritdoc/>
    public async Task ScreenStillAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var still = new StillScreen(time);
        while (still.Look(await LookAsync(cancellationToken)) < duration)
        {
            await Task.Delay(ScreenInterval, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task CpuQuietAsync(CpuPoint cpu, CancellationToken cancellationToken)
    {
        var quiet = new QuietCpu(cpu, cpus, time);
        while (!quiet.Look(ProcFileSystem.CpuTimeOf(session.Process.Identity.Pid)))
        {
            await Task.Delay(CpuInterval, time, cancellationToken);
        }
    }

    private async Task AskGuestAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        await GuestAnswersAsync(cancellationToken);
        while (!await holds())
        {
            await Task.Delay(GuestInterval, time, cancellationToken);
        }
    }

    private async Task<Picture?> LookAsync(CancellationToken cancellationToken)
    {
        var captured = await session.Screen.CaptureAsync(cancellationToken);
        return captured is { Succeeded: true, Value.IsBlank: false } ? captured.Value : null;
    }
}
