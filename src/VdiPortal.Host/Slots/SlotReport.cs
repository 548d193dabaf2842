using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>Puts a VM's state into the words of the protocol. Pure.</summary>
internal static class SlotReport
{
    public static (VmPower Power, SlotFailure? Failure) Of(SlotStage stage, MachineStatus? machine, SlotFailure? failure, WishTarget? target) => stage switch
    {
        SlotStage.Gone => (VmPower.Gone, null),
        SlotStage.Stopping => (VmPower.Stopping, failure),
        _ when failure is not null => (VmPower.Failed, failure),
        SlotStage.Filling => (VmPower.Filling, null),
        _ => OfMachine(machine, target),
    };

    /// <summary>
    /// A machine that became ready and was wished to run never pauses: it is in use already. One that was kept at an earlier ready point boots on
    /// first.
    /// </summary>
    private static (VmPower Power, SlotFailure? Failure) OfMachine(MachineStatus? machine, WishTarget? target) => machine?.State switch
    {
        null => (VmPower.Defined, null),
        MachineState.Booting => (VmPower.Booting, null),
        MachineState.Ready => (target == WishTarget.Run ? Used(machine) : VmPower.Ready, null),
        MachineState.Paused => (VmPower.Paused, null),
        MachineState.Running => (Used(machine), null),
        MachineState.Stalled when machine.Ready != ReadyProgress.Reached => (VmPower.Booting, null),
        MachineState.Stalled => (VmPower.Paused, SlotFailure.IsDiskTrouble(machine) ? SlotFailure.Of(machine) : null),
        _ => (VmPower.Failed, SlotFailure.Of(machine)),
    };

    private static VmPower Used(MachineStatus machine) => machine.Full == ReadyProgress.Reached ? VmPower.Running : VmPower.Booting;
}
