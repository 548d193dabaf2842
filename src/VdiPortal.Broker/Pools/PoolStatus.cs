namespace VdiPortal.Broker.Pools;

/// <summary>How a pool stands.</summary>
/// <param name="Key">Which pool.</param>
/// <param name="Warm">Ready to be claimed.</param>
/// <param name="Starting">On the way.</param>
/// <param name="Target">How many there shall be.</param>
/// <param name="Shortage">Why there are less.</param>
/// <param name="RetryAt">When a pool that backs off tries again.</param>
public sealed record PoolStatus(PoolKey Key, int Warm, int Starting, int Target, PoolShortage Shortage, DateTimeOffset? RetryAt);
