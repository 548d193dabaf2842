namespace VdiPortal.Hypervisor.Machines;

/// <summary>What is known of a machine. Its state is worked out from this, never set.</summary>
/// <param name="Run">What QEMU does.</param>
/// <param name="Ready">Whether it has become ready.</param>
/// <param name="WasPaused">Whether it was ever paused.</param>
/// <param name="Trouble">Why it is broken, ended or late; null when it is none of these.</param>
/// <param name="Exit">How it ended.</param>
/// <param name="Times">What its start took.</param>
internal sealed record MachineFacts(RunState Run, ReadyProgress Ready, bool WasPaused, string? Trouble, MachineExit? Exit, MachineTimes Times)
{
    /// <summary>The state that follows.</summary>
    public MachineState State => Run switch
    {
        RunState.Exited => MachineState.Exited,
        RunState.Broken => MachineState.Stalled,
        RunState.Paused => MachineState.Paused,
        _ when Ready != ReadyProgress.Reached => MachineState.Booting,
        _ => WasPaused ? MachineState.Running : MachineState.Ready,
    };
}
