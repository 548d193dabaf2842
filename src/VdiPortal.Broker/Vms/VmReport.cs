using VdiPortal.Broker.Failures;

namespace VdiPortal.Broker.Vms;

/// <summary>What a host says of one of its VMs.</summary>
/// <param name="VmId">Which.</param>
/// <param name="Generation">The highest generation that the host has seen for it.</param>
/// <param name="Power">Its state now.</param>
/// <param name="Progress">Per cent of the present stage, 0..100.</param>
/// <param name="Failure">Why it failed or ended, if it did.</param>
/// <param name="Idle">Time since the last input on any of its consoles; null while nobody has been connected.</param>
public sealed record VmReport(VmId VmId, long Generation, PowerState Power, int Progress, Failure? Failure, TimeSpan? Idle);
