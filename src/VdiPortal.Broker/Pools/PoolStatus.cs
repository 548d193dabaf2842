namespace VdiPortal.Broker.Pools;

/// <summary>How a pool stands.</summary>
/// <param name="Key">Which pool.</param>
/// <param name="Warm">Ready to be claimed.</param>
/// <param name="Starting">On the way.</param>
/// <param name="Target">How many there shall be, with what is filled ahead.</param>
/// <param name="Shortage">Why there are less.</param>
/// <param name="RetryAt">When a pool that backs off tries again.</param>
/// <param name="Next">When its schedule asks for another number; null when it never does.</param>
public sealed record PoolStatus(
    PoolKey Key, int Warm, int Starting, int Target, PoolShortage Shortage, DateTimeOffset? RetryAt, PoolChange? Next = null);
