namespace VdiPortal.Broker.Pools;

/// <summary>One VM of a pool that became ready.</summary>
/// <param name="Key">Which pool.</param>
/// <param name="Took">From its definition until it was ready.</param>
public sealed record PoolFill(PoolKey Key, TimeSpan Took);
