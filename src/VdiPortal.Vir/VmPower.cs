namespace VdiPortal.Vir;

/// <summary>The state of a VM on its host; the names are those of the broker's power states.</summary>
public enum VmPower
{
    /// <summary>Has a slot, nothing has begun.</summary>
    Defined,

    /// <summary>Its disk is being copied or cloned.</summary>
    Filling,

    /// <summary>The guest is starting.</summary>
    Booting,

    /// <summary>Its ready criterion is met.</summary>
    Ready,

    /// <summary>Paused, memory stays loaded.</summary>
    Paused,

    /// <summary>Running for a session.</summary>
    Running,

    /// <summary>Its memory is on disk.</summary>
    Suspended,

    /// <summary>Shutting down or being removed.</summary>
    Stopping,

    /// <summary>Nothing of it is left.</summary>
    Gone,

    /// <summary>Broken, not yet cleaned up.</summary>
    Failed,
}
