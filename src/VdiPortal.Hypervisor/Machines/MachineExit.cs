namespace VdiPortal.Hypervisor.Machines;

/// <summary>How a machine's QEMU ended.</summary>
public enum MachineExit
{
    /// <summary>The guest powered itself off.</summary>
    GuestShutdown,

    /// <summary>It was asked to end through this driver.</summary>
    Requested,

    /// <summary>The guest's kernel panicked and QEMU ended because of that.</summary>
    GuestPanic,

    /// <summary>It was killed or crashed without a word, for example by the kernel's out-of-memory killer.</summary>
    Killed,

    /// <summary>It ended while nobody watched.</summary>
    Unobserved,

    /// <summary>The host was restarted since.</summary>
    HostRestarted,
}
