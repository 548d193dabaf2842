using System.Threading.Channels;
using VdiPortal.Broker.Changes;

namespace VdiPortal.Broker.Ports;

/// <summary>A place in the change feed; ends when disposed.</summary>
public interface IChangeSubscription : IDisposable
{
    /// <summary>The notices.</summary>
    ChannelReader<ChangeNotice> Notices { get; }
}
