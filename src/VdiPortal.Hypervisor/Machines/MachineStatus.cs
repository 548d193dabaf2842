namespace VdiPortal.Hypervisor.Machines;

/// <summary>A machine at one moment. Immutable; each change makes a new one with a higher number.</summary>
/// <param name="Sequence">Grows with every change while this driver runs; starts anew at adoption.</param>
/// <param name="State">What it does.</param>
/// <param name="Since">When it entered this state.</param>
/// <param name="Ready">Whether it has become ready.</param>
/// <param name="Reason">Why it is <see cref="MachineState.Stalled"/> or <see cref="MachineState.Exited"/> or missed its deadline, for people; else null.</param>
/// <param name="Exit">How it ended, when it has.</param>
/// <param name="Times">What its start took.</param>
/// <param name="Full">Whether its full ready criterion (<see cref="MachineSpec.Full"/>) has held, so that it can be used; reached when it has none.</param>
public sealed record MachineStatus(
    long Sequence,
    MachineState State,
    DateTimeOffset Since,
    ReadyProgress Ready,
    string? Reason,
    MachineExit? Exit,
    MachineTimes Times,
    ReadyProgress Full = ReadyProgress.Reached);
