using System.Threading.Channels;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Store.Changes;

/// <summary>A subscriber's place: a bounded queue. When it is full, all that it holds gives way to one <see cref="ChangeTopic.Resync"/>.</summary>
internal sealed class ChangeSubscription(Func<ChangeNotice, bool> wanted, Action<ChangeSubscription> end) : IChangeSubscription
{
    /// <summary>How many notices wait for a slow reader.</summary>
    public const int Capacity = 1024;

    public static readonly ChangeNotice Resync = new(0, ChangeTopic.Resync, Guid.Empty, Guid.Empty);

    private readonly Channel<ChangeNotice> _queue = Channel.CreateBounded<ChangeNotice>(new BoundedChannelOptions(Capacity) { SingleWriter = true });

    public ChannelReader<ChangeNotice> Notices => _queue.Reader;

    /// <summary>Takes a notice if it is wanted. Called by one thread at a time.</summary>
    public void Offer(ChangeNotice notice)
    {
        if (IsWanted(notice) && !_queue.Writer.TryWrite(notice))
            StartAnew();
    }

    /// <summary>Puts one <see cref="ChangeTopic.Resync"/> in the place of everything that waits. Called by one thread at a time.</summary>
    public void StartAnew()
    {
        while (_queue.Reader.TryRead(out _))
        {
        }

        _queue.Writer.TryWrite(Resync);
    }

    public void Dispose()
    {
        end(this);
        _queue.Writer.TryComplete();
    }

    private bool IsWanted(ChangeNotice notice)
    {
        try
        {
            return wanted(notice);
        }
#pragma warning disable CA1031 // It is the subscriber's mistake and the subscriber hears of it; the others go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            end(this);
            _queue.Writer.TryComplete(exception);
            return false;
        }
    }
}
