using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>The hosts' room while a plan is made: what the plan takes is no longer there for its next line.</summary>
internal sealed class PoolRoom
{
    private readonly Dictionary<HostId, VmHost> _hosts;
    private readonly Dictionary<HostId, int> _starting;
    private readonly Dictionary<HostId, int> _people;
    private readonly Dictionary<HostId, int> _promised;
    private readonly PoolMemory _memory;

    public PoolRoom(PoolSnapshot snapshot)
    {
        _memory = snapshot.Memory;
        _hosts = snapshot.Hosts.ToDictionary(host => host.Id);
        var starting = snapshot.Vms.Where(vm => vm.Power is PowerState.Defined or PowerState.Filling or PowerState.Booting or PowerState.Ready).ToLookup(vm => vm.Slot.HostId);
        _starting = starting.ToDictionary(group => group.Key, group => group.Count());
        _promised = starting.ToDictionary(group => group.Key, group => group.Sum(PoolStages.Touched));
        _people = snapshot.Vms.Where(vm => vm.SessionId is not null)
            .GroupBy(vm => vm.Slot.HostId).ToDictionary(group => group.Key, group => group.Sum(vm => vm.ReservedMiB));
    }

    public IReadOnlyList<VmHost> Hosts => [.. _hosts.Values];

    public bool IsReachable(HostId id) => _hosts.TryGetValue(id, out var host) && host.State is HostState.Online;

    public int Starting(HostId id) => _starting.GetValueOrDefault(id);

    /// <summary>Whether the host reports less free memory than the floor.</summary>
    public bool IsShort(HostId id) => _memory.IsShort(_hosts[id]);

    /// <summary>Whether people's share of the host's memory stays untouched; what their desktops hold already is part of it.</summary>
    public bool LeavesPeopleTheirShare(HostId id, int memoryMiB)
    {
        var host = _hosts[id];
        var share = (int)((long)host.MemoryMiB * _memory.PeoplePercent / 100);
        return host.FreeMiB - memoryMiB >= share - _people.GetValueOrDefault(id);
    }

    /// <summary>Whether the host's own report leaves the floor free, also once all that starts there has taken its memory.</summary>
    /// <param name="id">The host.</param>
    /// <param name="touchedMiB">What one more VM would touch, in MiB.</param>
    public bool StaysAboveFloor(HostId id, int touchedMiB) =>
        _memory.FloorMiB == 0 || _hosts[id].FreeMemoryMiB is not { } free || free - touchedMiB - _promised.GetValueOrDefault(id) >= _memory.FloorMiB;

    public void Take(HostId id, int memoryMiB, int touchedMiB)
    {
        var host = _hosts[id];
        _hosts[id] = host with { UsedSlots = host.UsedSlots + 1, ReservedMiB = host.ReservedMiB + memoryMiB };
        _starting[id] = Starting(id) + 1;
        _promised[id] = _promised.GetValueOrDefault(id) + touchedMiB;
    }
}
