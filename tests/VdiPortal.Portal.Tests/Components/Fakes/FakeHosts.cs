using System.Collections.Concurrent;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Vms;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeHosts(FakeGate gate, FakeFeed feed, FakeVms vms) : IHostStore
{
    public ConcurrentDictionary<HostId, VmHost> All { get; } = new();

    public Task<(HostConnection Connection, bool Rebooted)> RegisterAsync(HostRegistration host, Guid replica, CancellationToken cancellation) =>
        throw new NotSupportedException("Hosts are put into All.");

    public Task<bool> KeepAliveAsync(HostConnection connection, HostLoad load, CancellationToken cancellation) => Task.FromResult(true);

    public Task<IReadOnlyList<VmHost>> MarkUnreachableAsync(TimeSpan silence, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<VmHost>>([]);

    public Task<IReadOnlyList<VmHost>> ListAsync(CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<VmHost>>([.. All.Values.OrderBy(host => host.Name, StringComparer.Ordinal).Select(Counted)]);
    }

    public Task<VmHost?> GetAsync(HostId id, CancellationToken cancellation) => Task.FromResult(All.GetValueOrDefault(id));

    public Task<HostConnection?> GetConnectionAsync(HostId id, CancellationToken cancellation) => Task.FromResult<HostConnection?>(new HostConnection(id, Guid.Empty, 1));

    public Task<bool> SetStateAsync(HostId id, HostState state, CancellationToken cancellation)
    {
        All[id] = All[id] with { State = state };
        feed.Publish(ChangeTopic.Host, id.Value);
        return Task.FromResult(true);
    }

    private VmHost Counted(VmHost host)
    {
        var own = vms.All.Values.Where(vm => vm.Slot.HostId == host.Id && vm.Power != PowerState.Gone).ToList();
        return host with { UsedSlots = own.Count, ReservedMiB = own.Sum(vm => vm.ReservedMiB) };
    }
}
