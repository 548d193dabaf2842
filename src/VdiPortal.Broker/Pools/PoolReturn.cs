using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>Stock that is given up because its host runs short of memory.</summary>
/// <param name="Vm">Which.</param>
/// <param name="Key">Of which pool.</param>
/// <param name="Host">Where.</param>
/// <param name="FreeMiB">What the host reported as free.</param>
public sealed record PoolReturn(VmId Vm, PoolKey Key, HostId Host, int FreeMiB);
