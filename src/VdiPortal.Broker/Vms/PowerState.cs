namespace VdiPortal.Broker.Vms;

/// <summary>The life of a VM as its host reports it. Which steps are legal: <see cref="PowerSteps"/>.</summary>
public enum PowerState
{
    /// <summary>Has a slot, the host has not begun.</summary>
    Defined,

    /// <summary>Its disk is being copied or cloned.</summary>
    Filling,

    /// <summary>The guest is starting.</summary>
    Booting,

    /// <summary>Its ready criterion is met (requirement B1).</summary>
    Ready,

    /// <summary>Uses no processor time; the memory stays loaded (requirement B2).</summary>
    Paused,

    /// <summary>In use.</summary>
    Running,

    /// <summary>Its memory is on disk.</summary>
    Suspended,

    /// <summary>Shutting down or being removed.</summary>
    Stopping,

    /// <summary>Nothing of it is left on the host; the slot is free.</summary>
    Gone,

    /// <summary>Broken; the host still has to clean up.</summary>
    Failed,
}
