namespace VdiPortal.Host.Slots;

/// <summary>The next thing to do for a VM.</summary>
internal enum SlotStep
{
    /// <summary>Nothing until something changes.</summary>
    Wait,

    /// <summary>Write the wish's generation down durably.</summary>
    Record,

    /// <summary>Make the machine and start it.</summary>
    Create,

    /// <summary>Make its disk the desktop's.</summary>
    KeepDisk,

    /// <summary>Pause it.</summary>
    Pause,

    /// <summary>Let it run.</summary>
    Resume,

    /// <summary>Call it broken.</summary>
    Fail,

    /// <summary>Shut it down in an orderly way.</summary>
    ShutDown,

    /// <summary>Remove all but a kept disk.</summary>
    Remove,
}
