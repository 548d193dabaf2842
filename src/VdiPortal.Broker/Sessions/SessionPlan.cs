using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Sessions;

/// <summary>What to do so that a session becomes what it shall be.</summary>
/// <param name="Session">The session as it shall be written, or null when it stays as it is.</param>
/// <param name="Wishes">VMs that shall become something else.</param>
/// <param name="NeedsVms">Whether a machine has no VM yet.</param>
/// <param name="CutConsoles">Whether its console connections shall be cut.</param>
public sealed record SessionPlan(
    Session? Session, IReadOnlyList<(VmId Vm, VmWish Wish)> Wishes, bool NeedsVms = false, bool CutConsoles = false)
{
    /// <summary>Nothing to do.</summary>
    public static SessionPlan Nothing { get; } = new(null, []);
}
