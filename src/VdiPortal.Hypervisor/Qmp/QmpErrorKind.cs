namespace VdiPortal.Hypervisor.Qmp;

/// <summary>The ways in which a command to a monitor can fail.</summary>
internal enum QmpErrorKind
{
    /// <summary>QEMU understood it and said no.</summary>
    Refused,

    /// <summary>No answer in time. The command may still take effect.</summary>
    TimedOut,

    /// <summary>The connection ended before the answer.</summary>
    Disconnected,

    /// <summary>What came was no QMP, or a line beyond the bound; the connection is closed.</summary>
    Malformed,
}
