using System.Collections.Concurrent;
using System.Threading.Channels;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;
using VdiPortal.TestKit.Clocks;

namespace VdiPortal.TestKit.Fakes;

/// <summary>A change feed without a database: what is published reaches whoever has subscribed.</summary>
public sealed class FakeFeed : IChangeFeed
{
    private readonly ConcurrentDictionary<Subscription, bool> _subscriptions = new();
    private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    /// <summary>Completes when somebody follows the feed.</summary>
    public Task Followed => _followed.Task.Soon();

    /// <inheritdoc/>
    public IChangeSubscription Subscribe(Func<ChangeNotice, bool> wanted)
    {
        var subscription = new Subscription(this, wanted);
        _subscriptions[subscription] = true;
        _followed.TrySetResult();
        return subscription;
    }

    /// <summary>Tells subscribers of a change.</summary>
    public void Publish(ChangeTopic topic, Guid id = default, Guid scope = default)
    {
        var notice = new ChangeNotice(topic == ChangeTopic.Resync ? 0 : Interlocked.Increment(ref _sequence), topic, id, scope);
        foreach (var subscription in _subscriptions.Keys)
            subscription.Offer(notice);
    }

    private sealed class Subscription(FakeFeed feed, Func<ChangeNotice, bool> wanted) : IChangeSubscription
    {
        private readonly Channel<ChangeNotice> _notices = Channel.CreateUnbounded<ChangeNotice>();

        public ChannelReader<ChangeNotice> Notices => _notices.Reader;

        public void Offer(ChangeNotice notice)
        {
            if (wanted(notice))
                _notices.Writer.TryWrite(notice);
        }

        public void Dispose() => feed._subscriptions.TryRemove(this, out _);
    }
}
