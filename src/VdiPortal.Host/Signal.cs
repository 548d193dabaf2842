using System.Threading.Channels;

namespace VdiPortal.Host;

/// <summary>Wakes one waiter; however often it is set while nobody waits, the next wait ends once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes the waiter, or lets the next wait end at once.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits until it is set.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation) => await _channel.Reader.ReadAsync(cancellation);

    /// <summary>Waits until it is set or some time has passed.</summary>
    public async ValueTask WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time has passed, which is as good as the signal.
        }
    }
}
