namespace VdiPortal.Broker.Pools;

/// <summary>The next time at which a pool's schedule asks for another number.</summary>
/// <param name="At">When.</param>
/// <param name="Count">How many from then on.</param>
public sealed record PoolChange(DateTimeOffset At, int Count);
