using System.Threading.Channels;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Bench.Consoles.Ports;

/// <summary>A change feed on which nothing ever comes.</summary>
internal sealed class QuietFeed : IChangeFeed
{
    /// <inheritdoc/>
    public IChangeSubscription Subscribe(Func<ChangeNotice, bool> wanted) => new Silence();

    private sealed class Silence : IChangeSubscription
    {
        private readonly Channel<ChangeNotice> _channel = Channel.CreateUnbounded<ChangeNotice>();

        public ChannelReader<ChangeNotice> Notices => _channel.Reader;

        public void Dispose() => _channel.Writer.TryComplete();
    }
}
