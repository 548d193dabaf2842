namespace VdiPortal.Hypervisor.Machines;

/// <summary>What QEMU does with a machine's CPUs.</summary>
internal enum RunState
{
    /// <summary>They run.</summary>
    Running,

    /// <summary>They were stopped on request.</summary>
    Paused,

    /// <summary>They were stopped by an error, or QEMU does not answer.</summary>
    Broken,

    /// <summary>QEMU has ended.</summary>
    Exited,
}
