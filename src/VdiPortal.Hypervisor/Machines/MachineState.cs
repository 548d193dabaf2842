namespace VdiPortal.Hypervisor.Machines;

/// <summary>What a machine does now.</summary>
public enum MachineState
{
    /// <summary>It runs, or stands still on its way, and its ready criterion does not hold yet.</summary>
    Booting,

    /// <summary>It runs, its ready criterion held, and it was never paused.</summary>
    Ready,

    /// <summary>
    /// It was paused on request, or stands still at a ready point before its operating system: no CPU time is used, memory stays loaded
    /// (requirement B2).
    /// </summary>
    Paused,

    /// <summary>It runs after having been paused.</summary>
    Running,

    /// <summary>QEMU stopped it because of an error, for example a full disk. <see cref="IMachine.ResumeAsync"/> tries again.</summary>
    Stalled,

    /// <summary>QEMU has ended. Only <see cref="IMachine.DestroyAsync"/> makes sense.</summary>
    Exited,
}
