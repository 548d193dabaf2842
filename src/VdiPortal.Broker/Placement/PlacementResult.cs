using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;

namespace VdiPortal.Broker.Placement;

/// <summary>Where to put a VM, or why nowhere.</summary>
/// <param name="Candidates">Hosts that have room, best first; empty when there is a failure.</param>
/// <param name="Failure">Why there is no host.</param>
public sealed record PlacementResult(IReadOnlyList<HostId> Candidates, FailureCode? Failure);
