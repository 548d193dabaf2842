namespace VdiPortal.Broker.Vms;

/// <summary>How the definition of a VM went.</summary>
public enum DefineOutcome
{
    /// <summary>It has its slot.</summary>
    Defined,

    /// <summary>The host has no free slot (any more), or takes no new VMs.</summary>
    NoSlot,

    /// <summary>The host has not enough memory left.</summary>
    NoMemory,

    /// <summary>Another VM that is not gone uses the desktop.</summary>
    DesktopInUse,
}
