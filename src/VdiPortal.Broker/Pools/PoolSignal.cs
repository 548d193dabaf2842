using System.Threading.Channels;

namespace VdiPortal.Broker.Pools;

/// <summary>Wakes the pools' reconciler because something that concerns them changed here.</summary>
public sealed class PoolSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Wakes it; many calls in a row wake it once.</summary>
    public void Raise() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for the next call, at most this long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _channel.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nothing happened within the time: that is an answer, too.
        }
    }
}
