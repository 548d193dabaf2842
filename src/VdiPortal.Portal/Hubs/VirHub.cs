using Microsoft.AspNetCore.SignalR;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Portal.Consoles;
using VdiPortal.Vir;

namespace VdiPortal.Portal.Hubs;

/// <summary>The portal's side of the VIR protocol (docs/vir.md). Reachable only through the private listener of the host agent.</summary>
internal sealed class VirHub(
    HostService hosts,
    HostLinks links,
    WishFactory wishes,
    ConsoleSigningKey key,
    IHubContext<VirHub, IVirHost> hub,
    ILogger<HostLink> linkLog) : Hub<IVirHost>, IVirPortal
{
    private const string LinkKey = "link";

    private HostLink Link => Context.Items.TryGetValue(LinkKey, out var link) && link is HostLink known
        ? known
        : throw new HubException("Register first.");

    /// <inheritdoc/>
    public async Task<Welcome> Register(Hello hello)
    {
        if (hello.ProtocolVersion < VirProtocol.Version)
            throw new HubException($"This portal speaks VIR version {VirProtocol.Version}; the agent speaks {hello.ProtocolVersion}. Update the agent.");
        if (hello.ToRegistration() is not { } registration)
            throw new HubException("The host's description is out of bounds: name a-z 0-9 . - up to 64 characters, 0..10,000 slots.");

        var connection = await hosts.RegisterAsync(registration, Context.ConnectionAborted);
        var link = new HostLink(connection, Context.ConnectionId, hub, wishes, linkLog);
        Context.Items[LinkKey] = link;
        return new Welcome(VirProtocol.Version, connection.HostId.Value, await key.PublicKeyAsync(Context.ConnectionAborted));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Wish>> Reconcile(IReadOnlyList<VmStatus> vms)
    {
        var link = Link;
        Check(vms);
        var wished = await hosts.ReconcileAsync(link.Connection, [.. vms.Select(vm => vm.ToReport())], Context.ConnectionAborted);
        List<Wish> messages = [];
        foreach (var item in wished)
        {
            messages.Add(await wishes.MakeAsync(item, Context.ConnectionAborted));
            link.Note(item);
        }

        // From here on changes are sent as they come; what came between the reading above and this line is read once more.
        links.Add(link);
        _ = link.RunAsync();
        foreach (var item in await hosts.ListWishedAsync(link.Connection.HostId, Context.ConnectionAborted))
            link.Send(item);
        return messages;
    }

    /// <inheritdoc/>
    public async Task Report(IReadOnlyList<VmStatus> vms)
    {
        Check(vms);
        await hosts.ReportAsync(Link.Connection, [.. vms.Select(vm => vm.ToReport())], Context.ConnectionAborted);
        foreach (var vm in vms.Where(vm => vm.Power == VmPower.Gone))
            Link.Forget(new VmId(vm.VmId));
    }

    /// <inheritdoc/>
    public async Task KeepAlive(Load load)
    {
        var idle = load.Idle.Take(VirProtocol.MaxVmsPerReport)
            .ToDictionary(pair => new VmId(pair.Key), pair => TimeSpan.FromMilliseconds(Math.Max(0, pair.Value)));
        var hostLoad = new HostLoad(load.CpuPercent, load.FreeMemoryMiB, load.FreeDiskBytes, load.Problem);
        if (!await hosts.KeepAliveAsync(Link.Connection, hostLoad, idle, Context.ConnectionAborted))
            Context.Abort();
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.TryGetValue(LinkKey, out var link) && link is HostLink known)
            links.Remove(known);
        return base.OnDisconnectedAsync(exception);
    }

    private static void Check(IReadOnlyList<VmStatus> vms)
    {
        if (vms.Count > VirProtocol.MaxVmsPerReport)
            throw new HubException($"A report names at most {VirProtocol.MaxVmsPerReport} VMs.");
    }
}
