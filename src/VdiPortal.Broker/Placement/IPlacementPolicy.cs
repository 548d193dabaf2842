using VdiPortal.Broker.Hosts;

namespace VdiPortal.Broker.Placement;

/// <summary>Chooses hosts for a VM. Pure: the same hosts and request give the same answer.</summary>
public interface IPlacementPolicy
{
    /// <summary>Hosts with room, best first.</summary>
    PlacementResult Place(PlacementRequest request, IReadOnlyList<VmHost> hosts);
}
