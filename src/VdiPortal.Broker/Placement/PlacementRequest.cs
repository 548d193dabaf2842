namespace VdiPortal.Broker.Placement;

/// <summary>What a VM needs of a host.</summary>
/// <param name="MemoryMiB">Memory to reserve, in MiB.</param>
/// <param name="Home">The only host that will do, because the desktop's disk is there; null for any.</param>
public sealed record PlacementRequest(int MemoryMiB, Hosts.HostId? Home = null);
