using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;

namespace VdiPortal.Broker.Placement;

/// <summary>Prefers the host whose scarcest resource (slots or memory, then processor) is least used.</summary>
public sealed class LeastLoadedPolicy : IPlacementPolicy
{
    /// <inheritdoc/>
    public PlacementResult Place(PlacementRequest request, IReadOnlyList<VmHost> hosts)
    {
        var allowed = hosts.Where(host => request.Home is null || host.Id == request.Home).ToList();
        var usable = allowed.Where(host => host.TakesNewVms).ToList();
        if (usable.Count == 0)
            return new PlacementResult([], WhyNone(request, allowed));

        var withSlot = usable.Where(host => host.FreeSlots > 0).ToList();
        if (withSlot.Count == 0)
            return new PlacementResult([], FailureCode.NoFreeSlot);

        var withRoom = withSlot.Where(host => host.FreeMiB >= request.MemoryMiB).ToList();
        if (withRoom.Count == 0)
            return new PlacementResult([], FailureCode.NoMemory);

        var ordered = withRoom.OrderBy(Use).ThenBy(host => host.CpuPercent).ThenBy(host => host.Name, StringComparer.Ordinal);
        return new PlacementResult([.. ordered.Select(host => host.Id)], null);
    }

    private static FailureCode WhyNone(PlacementRequest request, List<VmHost> allowed) =>
        allowed.Any(host => host.State == HostState.Online) ? FailureCode.HostNotReady
        : request.Home is not null && allowed.Count > 0 ? FailureCode.HostUnreachable
        : FailureCode.NoHost;

    private static double Use(VmHost host) =>
        Math.Max((double)host.UsedSlots / host.Slots, (double)host.ReservedMiB / host.MemoryMiB);
}
