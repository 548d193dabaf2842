using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Components.Hosts;

/// <summary>One slot of the map.</summary>
/// <param name="Number">0 for the host's first slot.</param>
/// <param name="Vm">What it holds; null when it is free.</param>
/// <param name="Module">Title of the VM's module.</param>
/// <param name="Session">The session that uses the VM, if any.</param>
public sealed record SlotView(int Number, Vm? Vm, string Module, Session? Session)
{
    /// <summary>How the map colours it.</summary>
    public SlotTone Tone => Vm switch
    {
        null => SlotTone.Free,
        { Power: PowerState.Failed } => SlotTone.Failed,
        { Power: PowerState.Stopping or PowerState.Gone } or { Wish: VmWish.Destroy or VmWish.ShutDown } => SlotTone.Stopping,
        { Power: PowerState.Running } => SlotTone.Running,
        { Power: PowerState.Paused or PowerState.Suspended, SessionId: null } => SlotTone.Warm,
        { Power: PowerState.Paused or PowerState.Suspended } => SlotTone.Paused,
        _ => SlotTone.Starting,
    };
}
