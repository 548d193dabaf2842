namespace VdiPortal.Portal.Components.Hosts;

/// <summary>What a slot is doing, as the map colours it.</summary>
public enum SlotTone
{
    /// <summary>Nothing uses it.</summary>
    Free,

    /// <summary>A VM of a pool is on its way to being warm, or a session's VM is starting.</summary>
    Starting,

    /// <summary>Holds a warm VM.</summary>
    Warm,

    /// <summary>A person works there.</summary>
    Running,

    /// <summary>A person's desktop is paused.</summary>
    Paused,

    /// <summary>Is being cleared.</summary>
    Stopping,

    /// <summary>Its VM is broken.</summary>
    Failed,
}
