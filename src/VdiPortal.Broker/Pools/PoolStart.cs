using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Pools;

/// <summary>One VM to be made.</summary>
/// <param name="Target">For which pool.</param>
/// <param name="Host">Where.</param>
/// <param name="Stage">At which ready point it is to be kept.</param>
public sealed record PoolStart(PoolTarget Target, HostId Host, ReadyStage Stage = ReadyStage.AfterServices);
