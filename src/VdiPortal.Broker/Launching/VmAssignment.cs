using VdiPortal.Broker.Failures;

namespace VdiPortal.Broker.Launching;

/// <summary>What came of looking for a session's VMs.</summary>
/// <param name="Complete">Whether every machine has a VM now; if not, and nothing failed, try again later.</param>
/// <param name="Warm">Whether all of them were warm.</param>
/// <param name="Failure">Why it cannot be done.</param>
public sealed record VmAssignment(bool Complete, bool Warm, Failure? Failure);
