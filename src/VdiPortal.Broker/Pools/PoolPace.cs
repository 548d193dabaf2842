namespace VdiPortal.Broker.Pools;

/// <summary>How fast a pool fills: what the forecast is reckoned from.</summary>
/// <param name="Took">How long one VM takes from its definition until it is ready.</param>
/// <param name="AtOnce">How many are made at the same time.</param>
public sealed record PoolPace(TimeSpan Took, int AtOnce)
{
    /// <summary>No pool begins earlier than so long ahead.</summary>
    public static readonly TimeSpan LongestLead = TimeSpan.FromHours(6);

    /// <summary>Taken for a VM while none of the pool has become ready yet.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>From how long the last ones took: their median, so that one slow start counts for little.</summary>
    /// <param name="fills">The pool's last fills, in any order.</param>
    /// <param name="hosts">How many hosts take new VMs.</param>
    public static PoolPace Of(IEnumerable<TimeSpan> fills, int hosts)
    {
        var sorted = fills.Order().ToList();
        return new PoolPace(sorted.Count == 0 ? Unknown : sorted[sorted.Count / 2], PoolPlanner.StartsPerHost * Math.Max(1, hosts));
    }

    /// <summary>How long before its time the filling with so many begins: half as long again as the rounds take, and a minute.</summary>
    public TimeSpan Lead(int count)
    {
        if (count <= 0)
            return TimeSpan.Zero;

        var rounds = (count + AtOnce - 1) / AtOnce;
        var lead = (Took * rounds * 1.5) + Margin;
        return lead < LongestLead ? lead : LongestLead;
    }
}
