using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>A VM at one moment, as far as it decides what to do next.</summary>
/// <param name="Target">What the portal wishes; null while it has not said.</param>
/// <param name="Machine">The machine's status; null when there is none.</param>
internal readonly record struct SlotView(WishTarget? Target, MachineStatus? Machine)
{
    /// <summary>Whether the wish's generation has not been written down yet.</summary>
    public bool IsGenerationDue { get; init; }

    /// <summary>Whether the machine's disk is not the one wished yet.</summary>
    public bool IsDiskDue { get; init; }

    /// <summary>Whether a stalled machine may be tried again: the portal has wished since.</summary>
    public bool IsNudged { get; init; }

    /// <summary>Whether it was found broken.</summary>
    public bool IsFailed { get; init; }

    /// <summary>Whether the orderly shutdown is over.</summary>
    public bool IsShutDown { get; init; }

    /// <summary>Whether nothing of it is left.</summary>
    public bool IsGone { get; init; }
}
