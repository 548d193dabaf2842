namespace VdiPortal.Host.Slots;

/// <summary>What the agent itself does with a VM, beside what its machine does.</summary>
internal enum SlotStage
{
    /// <summary>Nothing; the machine's state tells.</summary>
    None,

    /// <summary>It is being made.</summary>
    Filling,

    /// <summary>It is being ended.</summary>
    Stopping,

    /// <summary>Nothing of it is left.</summary>
    Gone,
}
