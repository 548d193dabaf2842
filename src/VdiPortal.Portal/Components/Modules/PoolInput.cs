using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Components.Modules;

/// <summary>A pool's policy while somebody types it.</summary>
public sealed class PoolInput
{
    /// <summary>Kept at all times.</summary>
    public int? Min { get; set; } = 0;

    /// <summary>Never more.</summary>
    public int? Max { get; set; } = PoolPolicy.Most;

    /// <summary>How they are distributed over the hosts.</summary>
    public PoolSpread Spread { get; set; }

    /// <summary>At which ready point they are kept.</summary>
    public PoolPoint Point { get; set; }

    /// <summary>The schedule.</summary>
    public List<PoolInputRow> Rows { get; } = [];

    /// <summary>From a policy.</summary>
    public static PoolInput Of(PoolPolicy policy)
    {
        var input = new PoolInput { Min = policy.Min, Max = policy.Max, Spread = policy.Spread, Point = policy.Point };
        input.Rows.AddRange(policy.Schedule.Select(PoolInputRow.Of));
        return input;
    }

    /// <summary>The policy; what is no number becomes what the rules refuse.</summary>
    public PoolPolicy ToPolicy() => new(Min ?? -1, Max ?? -1, Spread)
    {
        Point = Point,
        Schedule = [.. Rows.Select(row => row.ToWindow())],
    };
}
