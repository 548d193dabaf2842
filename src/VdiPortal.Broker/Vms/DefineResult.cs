namespace VdiPortal.Broker.Vms;

/// <summary>What came of writing down a new VM.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Vm">The VM, when it was defined (now or by an earlier call with the same id).</param>
public sealed record DefineResult(DefineOutcome Outcome, Vm? Vm);
