using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Vir;

namespace VdiPortal.Portal.Hubs;

/// <summary>One connected host: its wishes leave in order, each generation of a VM once.</summary>
internal sealed partial class HostLink(
    HostConnection connection, string connectionId, IHubContext<VirHub, IVirHost> hub, WishFactory wishes, ILogger<HostLink> log)
{
    private readonly Channel<WishedVm> _queue = Channel.CreateUnbounded<WishedVm>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<VmId, long> _sent = new();
    private volatile bool _closed;

    /// <summary>The connection.</summary>
    public HostConnection Connection { get; } = connection;

    /// <summary>The hub's name for it.</summary>
    public string ConnectionId { get; } = connectionId;

    private IVirHost Host => hub.Clients.Client(ConnectionId);

    /// <summary>Queues a wish; one of a generation that was sent already is dropped.</summary>
    public void Send(WishedVm wished) => _queue.Writer.TryWrite(wished);

    /// <summary>Notes a wish that reached the host in another way.</summary>
    public void Note(WishedVm wished) => _sent[wished.Id] = wished.Generation;

    /// <summary>Forgets a VM that is gone.</summary>
    public void Forget(VmId id) => _sent.TryRemove(id, out _);

    /// <summary>Asks for a picture of a VM's screen.</summary>
    public Task<byte[]> ScreenshotAsync(VmId id, int maxWidth) => Host.Screenshot(id.Value, maxWidth);

    /// <summary>Sends what is queued until the connection is closed.</summary>
    public async Task RunAsync()
    {
        await foreach (var wished in _queue.Reader.ReadAllAsync())
            await SendNowAsync(wished);
    }

    /// <summary>Ends the connection's sending; what was not sent follows with the next reconcile.</summary>
    public void Close()
    {
        _closed = true;
        _queue.Writer.TryComplete();
    }

    private async Task SendNowAsync(WishedVm wished)
    {
        if (_closed || (_sent.TryGetValue(wished.Id, out var generation) && generation >= wished.Generation))
            return;

        try
        {
            await Host.Apply([await wishes.MakeAsync(wished, CancellationToken.None)]);
            _sent[wished.Id] = wished.Generation;
        }
#pragma warning disable CA1031 // Sending must outlive whatever a wish meets: while the host is connected nobody would begin it anew.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotSent(exception, Connection.HostId, wished.Id);
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "Host {Host} was not told of VM {Vm}; it will be with the next round")]
    private partial void LogNotSent(Exception exception, HostId host, VmId vm);
}
