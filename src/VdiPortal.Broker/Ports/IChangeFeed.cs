using VdiPortal.Broker.Changes;

namespace VdiPortal.Broker.Ports;

/// <summary>State changes of the whole installation, in process. One connection to the database serves all subscribers.</summary>
public interface IChangeFeed
{
    /// <summary>Notices from now on until the subscription is disposed. A reader that falls behind gets one <see cref="ChangeTopic.Resync"/>.</summary>
    IChangeSubscription Subscribe(Func<ChangeNotice, bool> wanted);
}
