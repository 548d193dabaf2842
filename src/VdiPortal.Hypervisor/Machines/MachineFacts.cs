namespace VdiPortal.Hypervisor.Machines;

/// <summary>What is known of a machine. Its state is worked out from this, never set.</summary>
/// <param name="Run">What QEMU does.</param>
/// <param name="Ready">Whether it has become ready.</param>
/// <param name="WasPaused">Whether it was ever paused.</param>
/// <param name="Trouble">Why it is broken or ended; null when it is neither.</param>
/// <param name="Exit">How it ended.</param>
/// <param name="Times">What its start took.</param>
/// <param name="Lateness">Why it missed its ready deadline, or null.</param>
/// <param name="Full">Whether its full ready criterion has held; reached when it has none.</param>
internal sealed record MachineFacts(
    RunState Run, ReadyProgress Ready, bool WasPaused, string? Trouble, MachineExit? Exit, MachineTimes Times, string? Lateness = null,
    ReadyProgress Full = ReadyProgress.Reached)
{
    /// <summary>What people are to be told.</summary>
    public string? Reason => Trouble ?? Lateness;

    /// <summary>The state that follows.</summary>
    public MachineState State => Run switch
    {
        RunState.Exited => MachineState.Exited,
        RunState.Broken => MachineState.Stalled,
        RunState.Paused when Ready == ReadyProgress.Reached => MachineState.Paused,
        _ when Ready != ReadyProgress.Reached => MachineState.Booting,
        _ => WasPaused ? MachineState.Running : MachineState.Ready,
    };
}
