using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>
/// Decides the next step from what is, never from what happened (level-triggered): any step may be lost or repeated and the next look puts it
/// right. Pure.
/// </summary>
internal static class SlotPlanner
{
    public static SlotStep Next(SlotView view) => view switch
    {
        { IsGone: true } => SlotStep.Wait,
        { Target: WishTarget.Destroy } => SlotStep.Remove,
        { Target: WishTarget.ShutDown } => NextToEnd(view),
        { IsFailed: true } => SlotStep.Wait,
        { Machine: null } => NextWithoutMachine(view.Target),
        _ => NextWithMachine(view, view.Machine),
    };

    private static SlotStep NextToEnd(SlotView view) => view switch
    {
        { IsShutDown: true } or { Machine: null or { State: MachineState.Exited } } => SlotStep.Remove,
        { IsGenerationDue: true } => SlotStep.Record,
        _ => SlotStep.ShutDown,
    };

    /// <summary>A paused VM had a machine once: when there is none, it is lost, and a new one would not be the same.</summary>
    private static SlotStep NextWithoutMachine(WishTarget? target) => target switch
    {
        WishTarget.Warm or WishTarget.Run => SlotStep.Create,
        WishTarget.Pause => SlotStep.Fail,
        _ => SlotStep.Wait,
    };

    private static SlotStep NextWithMachine(SlotView view, MachineStatus machine)
    {
        if (IsBroken(machine))
            return SlotStep.Fail;

        if (view.Target is null)
            return SlotStep.Wait;

        if (view.IsGenerationDue)
            return SlotStep.Record;

        if (view.IsDiskDue)
            return SlotStep.KeepDisk;

        return view.Target == WishTarget.Run ? NextToRun(view, machine.State) : NextToPause(machine.State);
    }

    private static bool IsBroken(MachineStatus machine) => machine.State switch
    {
        MachineState.Exited => true,
        MachineState.Booting => machine.Ready == ReadyProgress.Missed,
        MachineState.Ready or MachineState.Running => machine.Full == ReadyProgress.Missed,
        MachineState.Stalled => machine.Ready != ReadyProgress.Reached && (machine.Ready == ReadyProgress.Missed || SlotFailure.IsDiskTrouble(machine)),
        _ => false,
    };

    private static SlotStep NextToRun(SlotView view, MachineState state) => state switch
    {
        MachineState.Paused => SlotStep.Resume,
        MachineState.Stalled when view.IsNudged => SlotStep.Resume,
        _ => SlotStep.Wait,
    };

    private static SlotStep NextToPause(MachineState state) =>
        state is MachineState.Ready or MachineState.Running ? SlotStep.Pause : SlotStep.Wait;
}
