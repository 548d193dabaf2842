namespace VdiPortal.Hypervisor;

/// <summary>Why the hypervisor could not do what it was asked. Callers branch on this; people read <see cref="HypervisorFailure.Message"/>.</summary>
public enum HypervisorFailureKind
{
    /// <summary>The request itself is not possible, for example no CPUs or an unknown image format.</summary>
    BadSpec,

    /// <summary>A directory is so long that a Unix socket in it would exceed 107 bytes.</summary>
    PathTooLong,

    /// <summary>The image is not in this host's image store.</summary>
    ImageMissing,

    /// <summary>The image in the store is no longer the one that was imported.</summary>
    ImageAltered,

    /// <summary>A file offered for import is refused: wrong format, backing file, encryption or absurd size.</summary>
    ImageRefused,

    /// <summary>A kept disk does not belong to the base image that it was asked to be used with.</summary>
    DiskMismatch,

    /// <summary>Another file already has the name that a disk should be kept under.</summary>
    DiskExists,

    /// <summary>No kept disk has this name.</summary>
    DiskMissing,

    /// <summary>A machine already uses this disk.</summary>
    DiskInUse,

    /// <summary>The host has no such replica.</summary>
    ReplicaMissing,

    /// <summary>A replica's files are not what was frozen, or they belong to another QEMU, machine type or processor.</summary>
    ReplicaAltered,

    /// <summary>A replica cannot be removed while machines that were forked from it exist.</summary>
    ReplicaInUse,

    /// <summary>The file system of the data or run directory is full.</summary>
    DiskFull,

    /// <summary>Reading or writing a disk failed for another reason; the message carries the system's words.</summary>
    StorageFailed,

    /// <summary>The directory, user or launcher does not give the rights that are needed.</summary>
    NotPermitted,

    /// <summary>QEMU or one of its tools is not installed.</summary>
    QemuMissing,

    /// <summary>QEMU is older than the version that the driver needs.</summary>
    QemuTooOld,

    /// <summary>QEMU did not start; the message carries its own words.</summary>
    QemuFailed,

    /// <summary>QEMU refused a command or its monitor broke.</summary>
    MonitorFailed,

    /// <summary>A machine with this id exists already.</summary>
    AlreadyExists,

    /// <summary>The machine's state does not allow it, for example resuming one that has exited.</summary>
    WrongState,

    /// <summary>The machine's generation is higher than the one given.</summary>
    StaleGeneration,

    /// <summary>The machine has ended.</summary>
    Exited,

    /// <summary>The guest has no guest agent, or it does not answer.</summary>
    GuestUnavailable,

    /// <summary>The guest agent answered with an error.</summary>
    GuestRefused,

    /// <summary>It took longer than allowed.</summary>
    TimedOut,
}
