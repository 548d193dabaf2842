using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Pools;

/// <summary>Chooses the host for a pool's next VM: where there is room, where nobody waits for a picture, and as the policy spreads it.</summary>
internal sealed class PoolPlaces(IPlacementPolicy placement, PoolSnapshot snapshot, PoolRoom room)
{
    /// <summary>The host and the ready point that its free memory allows; no host, with the reason, when there is none now.</summary>
    /// <param name="target">The pool.</param>
    /// <param name="held">How many of the pool a host holds, with those of this plan.</param>
    public (HostId? Host, ReadyStage Stage, PoolShortage Why) Find(PoolTarget target, IReadOnlyDictionary<HostId, int> held)
    {
        var place = placement.Place(new PlacementRequest(target.MemoryMiB), room.Hosts);
        if (place.Failure is { } failure)
            return (null, default, Translate(failure));

        var left = place.Candidates.Where(id => room.LeavesPeopleTheirShare(id, target.MemoryMiB)).ToList();
        if (left.Count == 0)
            return (null, default, PoolShortage.MemoryKept);

        // The best ready point that some host has the memory for goes before the choice of the host.
        var (stage, roomy) = target.Stages
            .Select(stage => (stage, left.Where(id => room.StaysAboveFloor(id, PoolStages.Touched(stage, target.MemoryMiB))).ToList()))
            .FirstOrDefault(pair => pair.Item2.Count > 0, (default, []));
        if (roomy.Count == 0)
            return (null, default, PoolShortage.MemoryShort);

        var wanted = target.Spread is PoolSpread.Even ? Fair(target, roomy, held) : Enumerable.Reverse(roomy).OrderByDescending(Held).ToList();
        var calm = wanted.Where(id => !snapshot.Presenting.Contains(id)).ToList();
        if (calm.Count == 0)
            return (null, default, PoolShortage.PeopleFirst);

        // Packing waits for its host; otherwise one that may boot now is as good.
        var choice = target.Spread is PoolSpread.Pack ? calm.Take(1) : calm;
        return (choice.Cast<HostId?>().FirstOrDefault(id => room.Starting(id!.Value) < PoolPlanner.StartsPerHost), stage, PoolShortage.Filling);

        int Held(HostId id) => held.GetValueOrDefault(id);
    }

    /// <summary>Hosts that hold less than their fair share, the emptiest first; all that have room once every one of them has it.</summary>
    private static List<HostId> Fair(PoolTarget target, List<HostId> roomy, IReadOnlyDictionary<HostId, int> held)
    {
        var hosts = roomy.Union(held.Where(pair => pair.Value > 0).Select(pair => pair.Key)).Count();
        var share = (target.Demand.Warm + hosts - 1) / hosts;
        var below = roomy.Where(id => held.GetValueOrDefault(id) < share).ToList();
        return [.. (below.Count > 0 ? below : roomy).OrderBy(id => held.GetValueOrDefault(id))];
    }

    private static PoolShortage Translate(FailureCode failure) => failure switch
    {
        FailureCode.NoMemory => PoolShortage.NoMemory,
        FailureCode.NoFreeSlot => PoolShortage.NoSlot,
        FailureCode.HostNotReady => PoolShortage.HostNotReady,
        _ => PoolShortage.NoHost,
    };
}
