using System.Collections.Concurrent;
using System.Threading.Channels;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeFeed : IChangeFeed
{
    private readonly ConcurrentDictionary<Subscription, bool> _subscriptions = new();
    private long _sequence;

    public IChangeSubscription Subscribe(Func<ChangeNotice, bool> wanted)
    {
        var subscription = new Subscription(this, wanted);
        _subscriptions[subscription] = true;
        return subscription;
    }

    public void Publish(ChangeTopic topic, Guid id, Guid scope = default)
    {
        var notice = new ChangeNotice(Interlocked.Increment(ref _sequence), topic, id, scope);
        foreach (var subscription in _subscriptions.Keys)
            subscription.Offer(notice);
    }

    private sealed class Subscription(FakeFeed feed, Func<ChangeNotice, bool> wanted) : IChangeSubscription
    {
        private readonly Channel<ChangeNotice> _channel = Channel.CreateUnbounded<ChangeNotice>();

        public ChannelReader<ChangeNotice> Notices => _channel.Reader;

        public void Offer(ChangeNotice notice)
        {
            if (wanted(notice))
                _channel.Writer.TryWrite(notice);
        }

        public void Dispose() => feed._subscriptions.TryRemove(this, out _);
    }
}
