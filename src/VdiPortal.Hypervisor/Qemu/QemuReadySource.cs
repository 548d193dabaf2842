using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Hypervisor.Screens;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Finds out what a booting machine's ready criterion asks. Looks again and again at some things, but only while it boots.</summary>
internal sealed class QemuReadySource(GuestChannels channels, GuestAgentClient guest, QemuScreen screen, TimeProvider time) : IReadySource
{
    private static readonly TimeSpan AgentPatience = TimeSpan.FromSeconds(2), AgentRetry = TimeSpan.FromMilliseconds(250), ScreenInterval = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public Task MarkerAsync(MarkerPoint marker, CancellationToken cancellationToken) => channels.MarkerAsync(marker).WaitAsync(cancellationToken);

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
    public async Task ScreenStillAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var still = new StillScreen(time);
        while (still.Look(await LookAsync(cancellationToken)) < duration)
        {
            await Task.Delay(ScreenInterval, time, cancellationToken);
        }
    }

    private async Task<Picture?> LookAsync(CancellationToken cancellationToken)
    {
        var captured = await screen.CaptureAsync(cancellationToken);
        return captured is { Succeeded: true, Value.IsBlank: false } ? captured.Value : null;
    }
}
