namespace VdiPortal.Broker.Pools;

/// <summary>What a policy asks for at one moment.</summary>
/// <param name="Now">How many shall stand ready at this moment.</param>
/// <param name="Warm">The same with what is filled ahead for a row that begins soon.</param>
/// <param name="Keep">What stands already is not discarded down to this: a row that begins soon will want it.</param>
/// <param name="Asked">What minimum and schedule ask for without regard to the maximum.</param>
/// <param name="Next">When the schedule asks for another number; null when it never does.</param>
public sealed record PoolDemand(int Now, int Warm, int Keep, int Asked, PoolChange? Next);
