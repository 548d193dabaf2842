using Microsoft.AspNetCore.SignalR;
using VdiPortal.Vir;

namespace VdiPortal.Bench.Consoles;

/// <summary>The portal's end of the VIR protocol, for one agent with one VM.</summary>
internal sealed class HostHub(HostDesk desk) : Hub<IVirHost>, IVirPortal
{
    /// <inheritdoc/>
    public Task<Welcome> Register(Hello hello) => Task.FromResult(desk.Welcome);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Wish>> Reconcile(IReadOnlyList<VmStatus> vms)
    {
        desk.Take(vms);
        return Task.FromResult<IReadOnlyList<Wish>>([desk.Wish]);
    }

    /// <inheritdoc/>
    public Task Report(IReadOnlyList<VmStatus> vms)
    {
        desk.Take(vms);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task KeepAlive(Load load) => Task.CompletedTask;
}
