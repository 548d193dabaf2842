using System.Collections.Concurrent;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Store.Changes;

/// <summary>Hands notices on to the subscribers of this process. <see cref="ChangeListener"/> brings them.</summary>
internal sealed class ChangeFeed : IChangeFeed
{
    private readonly ConcurrentDictionary<ChangeSubscription, byte> _subscriptions = [];

    public IChangeSubscription Subscribe(Func<ChangeNotice, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var subscription = new ChangeSubscription(wanted, ended => _subscriptions.TryRemove(ended, out _));
        _subscriptions[subscription] = 0;
        return subscription;
    }

    public void Publish(ChangeNotice notice)
    {
        foreach (var (subscription, _) in _subscriptions)
            subscription.Offer(notice);
    }

    /// <summary>Tells everybody to read everything anew.</summary>
    public void PublishResync()
    {
        foreach (var (subscription, _) in _subscriptions)
            subscription.StartAnew();
    }
}
