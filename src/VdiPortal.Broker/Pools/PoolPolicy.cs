namespace VdiPortal.Broker.Pools;

/// <summary>What the pool of each machine of a module shall hold (requirement B3).</summary>
/// <param name="Min">Kept at all times; what people claim is replaced in the background. 0..<paramref name="Max"/>.</param>
/// <param name="Max">Never more than so many, those on the way included, whatever the schedule says. 0..1,000.</param>
/// <param name="Spread">How they are distributed over the hosts.</param>
public sealed record PoolPolicy(int Min = 0, int Max = PoolPolicy.Most, PoolSpread Spread = PoolSpread.Even)
{
    /// <summary>No pool holds more.</summary>
    public const int Most = 1_000;

    /// <summary>At which ready point they are kept.</summary>
    public PoolPoint Point { get; init; }

    /// <summary>When it holds more than <see cref="Min"/>; where rows overlap the highest counts. At most <see cref="PoolPolicyRules.MostWindows"/>.</summary>
    public IReadOnlyList<PoolWindow> Schedule { get; init; } = [];

    /// <summary>For the audit: <c>2..40 Even AfterServices; 25 Monday, Friday 08:45-12:00 Europe/Berlin</c>.</summary>
    public override string ToString() => string.Join("; ", Schedule.Select(window => window.ToString()).Prepend($"{Min}..{Max} {Spread} {Point}"));

    /// <inheritdoc/>
    public bool Equals(PoolPolicy? other) =>
        other is not null && (Min, Max, Spread, Point) == (other.Min, other.Max, other.Spread, other.Point) && Schedule.SequenceEqual(other.Schedule);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Min, Max, Spread, Point, Schedule.Count);
}
