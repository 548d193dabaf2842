using System.Collections.Concurrent;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Hubs;

/// <summary>The hosts whose connections this replica holds.</summary>
internal sealed partial class HostLinks(ILogger<HostLinks> log) : IHostLink
{
    private static readonly TimeSpan PictureLimit = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<HostId, HostLink> _links = new();

    /// <summary>Adds a connection; an older one of the same host is closed.</summary>
    public void Add(HostLink link)
    {
        HostLink? older = null;
        _links.AddOrUpdate(link.Connection.HostId, link, (_, previous) => { older = previous; return link; });
        older?.Close();
    }

    /// <summary>Removes a connection that ended.</summary>
    public void Remove(HostLink link)
    {
        link.Close();
        _links.TryRemove(KeyValuePair.Create(link.Connection.HostId, link));
    }

    /// <summary>The connection of a host, if this replica holds it.</summary>
    public HostLink? Find(HostId host) => _links.GetValueOrDefault(host);

    /// <summary>All connections.</summary>
    public IReadOnlyList<HostLink> All => [.. _links.Values];

    /// <inheritdoc/>
    public void Push(Vm vm) => Find(vm.Slot.HostId)?.Send(new WishedVm(vm.Id, vm.Generation, vm.Wish, vm));

    /// <inheritdoc/>
    public async Task<byte[]?> ScreenshotAsync(Vm vm, int maxWidth, CancellationToken cancellation)
    {
        if (Find(vm.Slot.HostId) is not { } link)
            return null;

        try
        {
            var png = await link.ScreenshotAsync(vm.Id, maxWidth).WaitAsync(PictureLimit, cancellation);
            return png.Length == 0 ? null : png;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or Microsoft.AspNetCore.SignalR.HubException)
        {
            LogNoPicture(exception, vm.Id);
            return null;
        }
    }

    [LoggerMessage(3002, LogLevel.Debug, "No picture of VM {Vm}")]
    private partial void LogNoPicture(Exception exception, VmId vm);
}
