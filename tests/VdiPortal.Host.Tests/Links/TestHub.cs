using Microsoft.AspNetCore.SignalR;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Links;

/// <summary>The hub of <see cref="TestPortal"/>.</summary>
internal sealed class TestHub(TestPortal portal) : Hub<IVirHost>, IVirPortal
{
    public override Task OnConnectedAsync()
    {
        portal.Connections[Context.ConnectionId] = true;
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        portal.Connections.TryRemove(Context.ConnectionId, out _);
        return base.OnDisconnectedAsync(exception);
    }

    public async Task<Welcome> Register(Hello hello)
    {
        await NoteAsync(nameof(Register), hello);
        return new Welcome(portal.Version, portal.HostId, portal.Signer.PublicKey.ToArray());
    }

    public async Task<IReadOnlyList<Wish>> Reconcile(IReadOnlyList<VmStatus> vms)
    {
        await NoteAsync(nameof(Reconcile), vms);
        return portal.Answer(vms);
    }

    public Task Report(IReadOnlyList<VmStatus> vms) => NoteAsync(nameof(Report), vms);

    public Task KeepAlive(Load load) => NoteAsync(nameof(KeepAlive), load);

    private async Task NoteAsync(string method, object message)
    {
        await portal.Before(method, Context);
        portal.Calls.Writer.TryWrite((method, message));
    }
}
