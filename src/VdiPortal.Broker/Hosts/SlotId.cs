namespace VdiPortal.Broker.Hosts;

/// <summary>The right to run one VM on a host.</summary>
/// <param name="HostId">The host.</param>
/// <param name="Number">0 for the host's first slot.</param>
public readonly record struct SlotId(HostId HostId, int Number);
