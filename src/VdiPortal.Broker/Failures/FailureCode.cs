namespace VdiPortal.Broker.Failures;

/// <summary>Why something that a person asked for could not be done. The texts are in the portal's resource files.</summary>
public enum FailureCode
{
    /// <summary>Every slot of every host is taken.</summary>
    NoFreeSlot,

    /// <summary>No host is connected.</summary>
    NoHost,

    /// <summary>Hosts are connected, but something stops each of them from running VMs: QEMU is missing there, the disk is full, ...</summary>
    HostNotReady,

    /// <summary>The hosts have slots, but not the memory.</summary>
    NoMemory,

    /// <summary>The host of the VM cannot be reached at the moment; its VMs go on.</summary>
    HostUnreachable,

    /// <summary>The host was restarted; what ran there has ended.</summary>
    HostRestarted,

    /// <summary>A file of the template is not on the host.</summary>
    ImageMissing,

    /// <summary>A file of the template is not what it was when it was imported.</summary>
    ImageAltered,

    /// <summary>The disk of the host is full.</summary>
    DiskFull,

    /// <summary>QEMU is not installed on the host, or too old.</summary>
    QemuMissing,

    /// <summary>The virtual machine did not start; the detail carries QEMU's words.</summary>
    StartFailed,

    /// <summary>The guest did not become ready before its deadline.</summary>
    NotReadyInTime,

    /// <summary>The virtual machine ended by itself or was killed from outside.</summary>
    VmEnded,

    /// <summary>The guest shut itself down: its user chose so inside.</summary>
    GuestShutDown,

    /// <summary>The host no longer knows the virtual machine.</summary>
    VmLost,

    /// <summary>The kept disk of the desktop is not on its host.</summary>
    DesktopDiskMissing,

    /// <summary>The last use of this desktop is still being saved.</summary>
    DesktopInUse,

    /// <summary>No input for the whole idle time.</summary>
    Idle,

    /// <summary>Ended by its user.</summary>
    EndedByUser,

    /// <summary>Ended by an administrator or a trainer.</summary>
    EndedByStaff,

    /// <summary>The user's account was disabled.</summary>
    AccountDisabled,

    /// <summary>It waited longer than the launch deadline.</summary>
    LaunchTimedOut,

    /// <summary>The template fails again and again; the pool waits before it tries anew.</summary>
    TemplateBroken,

    /// <summary>All VMs of this data directory were ended on the administrator's command.</summary>
    Stopped,
}
