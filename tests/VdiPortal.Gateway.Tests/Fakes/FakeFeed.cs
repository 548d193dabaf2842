using System.Collections.Concurrent;
using System.Threading.Channels;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>A change feed in memory.</summary>
internal sealed class FakeFeed : IChangeFeed
{
    private readonly ConcurrentDictionary<Subscription, bool> _subscriptions = new();
    private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    /// <summary>Completes when somebody follows the feed.</summary>
    public Task Followed => _followed.Task.Soon();

    public IChangeSubscription Subscribe(Func<ChangeNotice, bool> wanted)
    {
        var subscription = new Subscription(this, wanted);
        _subscriptions[subscription] = true;
        _followed.TrySetResult();
        return subscription;
    }

    public void Publish(ChangeTopic topic, Guid id = default)
    {
        var notice = new ChangeNotice(topic == ChangeTopic.Resync ? 0 : Interlocked.Increment(ref _sequence), topic, id, Guid.Empty);
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
