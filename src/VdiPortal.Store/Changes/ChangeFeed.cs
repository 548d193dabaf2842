using System.Collections.Immutable;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Store.Changes;

/// <summary>Hands notices on to the subscribers of this process. <see cref="ChangeListener"/> brings them.</summary>
internal sealed class ChangeFeed : IChangeFeed
{
    private ImmutableArray<ChangeSubscription> _subscriptions = [];

    public IChangeSubscription Subscribe(Func<ChangeNotice, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var subscription = new ChangeSubscription(wanted, ended => ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Remove(one), ended));
        ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Add(one), subscription);
        return subscription;
    }

    public void Publish(ChangeNotice notice)
    {
        foreach (var subscription in _subscriptions)
            subscription.Offer(notice);
    }

    /// <summary>Tells everybody to read everything anew.</summary>
    public void PublishResync()
    {
        foreach (var subscription in _subscriptions)
            subscription.StartAnew();
    }
}
