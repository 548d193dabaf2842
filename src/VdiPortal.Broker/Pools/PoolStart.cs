using VdiPortal.Broker.Hosts;

namespace VdiPortal.Broker.Pools;

/// <summary>One VM to be made.</summary>
/// <param name="Target">For which pool.</param>
/// <param name="Host">Where.</param>
public sealed record PoolStart(PoolTarget Target, HostId Host);
