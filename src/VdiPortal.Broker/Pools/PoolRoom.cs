using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>The hosts' room while a plan is made: what the plan takes is no longer there for its next line.</summary>
internal sealed class PoolRoom
{
    private readonly Dictionary<HostId, VmHost> _hosts;
    private readonly Dictionary<HostId, int> _starting;

    public PoolRoom(IReadOnlyList<VmHost> hosts, IReadOnlyList<Vm> vms)
    {
        _hosts = hosts.ToDictionary(host => host.Id);
        _starting = vms.Where(vm => vm.Power is PowerState.Defined or PowerState.Filling or PowerState.Booting or PowerState.Ready)
            .GroupBy(vm => vm.Slot.HostId).ToDictionary(group => group.Key, group => group.Count());
    }

    public IReadOnlyList<VmHost> Hosts => [.. _hosts.Values];

    public bool IsReachable(HostId id) => _hosts.TryGetValue(id, out var host) && host.State is HostState.Online;

    public int Starting(HostId id) => _starting.GetValueOrDefault(id);

    public void Take(HostId id, int memoryMiB)
    {
        var host = _hosts[id];
        _hosts[id] = host with { UsedSlots = host.UsedSlots + 1, ReservedMiB = host.ReservedMiB + memoryMiB };
        _starting[id] = Starting(id) + 1;
    }
}
