using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Hosts;

/// <summary>What is wished of one VM on a host.</summary>
/// <param name="Id">Which.</param>
/// <param name="Generation">Fencing number.</param>
/// <param name="Wish">What it shall become.</param>
/// <param name="Vm">The VM; null for one that nobody knows.</param>
public sealed record WishedVm(VmId Id, long Generation, VmWish Wish, Vm? Vm);
