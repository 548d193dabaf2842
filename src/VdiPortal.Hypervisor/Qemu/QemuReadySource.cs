using System.Security.Cryptography;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Ready;

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
        byte[]? last = null;
        var since = time.GetTimestamp();
        while (last is null || time.GetElapsedTime(since) < duration)
        {
            var now = await LookAsync(cancellationToken);
            if (now is null || last is null || !now.AsSpan().SequenceEqual(last))
            {
                since = time.GetTimestamp();
            }

            last = now;
            await Task.Delay(ScreenInterval, time, cancellationToken);
        }
    }

    private async Task<byte[]?> LookAsync(CancellationToken cancellationToken)
    {
        var picture = await screen.CaptureAsync(cancellationToken);
        return picture is { Succeeded: true, Value.IsBlank: false } ? SHA256.HashData(picture.Value.Pixels.Span) : null;
    }
}
