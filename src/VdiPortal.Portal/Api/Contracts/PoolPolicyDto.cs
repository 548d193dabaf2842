using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>What the pool of each machine of a module shall hold. In a change, what is left out stays.</summary>
/// <param name="Min">Kept at all times, 0..<paramref name="Max"/>.</param>
/// <param name="Max">Never more than so many, those on the way included, 0..1,000.</param>
/// <param name="Spread"><c>Even</c> or <c>Pack</c>.</param>
/// <param name="Point">The ready point: <c>AfterServices</c>, <c>AfterOs</c>, <c>BeforeOs</c> or <c>ByMemory</c>.</param>
/// <param name="Schedule">When it holds more; replaces all rows.</param>
public sealed record PoolPolicyDto(int? Min, int? Max, string? Spread, string? Point, IReadOnlyList<PoolWindowDto?>? Schedule)
{
    /// <summary>From a policy.</summary>
    public static PoolPolicyDto From(PoolPolicy policy) =>
        new(policy.Min, policy.Max, policy.Spread.ToString(), policy.Point.ToString(), [.. policy.Schedule.Select(PoolWindowDto.Of)]);

    /// <summary>The policy with the change.</summary>
    public PoolPolicy Apply(PoolPolicy policy) => new(Min ?? policy.Min, Max ?? policy.Max, Read<PoolSpread>(Spread) ?? policy.Spread)
    {
        Point = Read<PoolPoint>(Point) ?? policy.Point,
        Schedule = Schedule is null ? policy.Schedule : [.. Schedule.Select(row => (row ?? PoolWindowDto.Nothing).ToWindow())],
    };

    /// <summary>Where in the change something is missing or out of bounds, as names with slashes between them.</summary>
    /// <param name="changed">The policy with the change.</param>
    public static IEnumerable<string> Invalid(PoolPolicy changed) => PoolPolicyRules.Invalid(changed).SelectMany(name => name switch
    {
        nameof(Schedule) when changed.Schedule.Count <= PoolPolicyRules.MostWindows =>
            changed.Schedule.SelectMany((row, index) => PoolPolicyRules.Invalid(row).Select(field => $"{nameof(Schedule)}/{index}/{field}")),
        _ => [name],
    });

    /// <summary>The value of a name; for any other word one that the rules refuse.</summary>
    private static TEnum? Read<TEnum>(string? name)
        where TEnum : struct, Enum => name is null ? null
        : Enum.GetNames<TEnum>().Contains(name, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<TEnum>(name, ignoreCase: true)
        : (TEnum)Enum.ToObject(typeof(TEnum), -1);
}
