namespace VdiPortal.Broker.Hosts;

/// <summary>Which replica holds a host's connection. A report of an older connection is ignored.</summary>
/// <param name="HostId">The host.</param>
/// <param name="Replica">The portal replica.</param>
/// <param name="Number">Raised at each registration.</param>
public sealed record HostConnection(HostId HostId, Guid Replica, long Number);
