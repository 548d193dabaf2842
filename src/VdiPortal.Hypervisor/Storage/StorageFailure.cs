using VdiPortal.Hypervisor.Linux;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>Turns broken I/O that is to be expected of disks into failures with a text that helps.</summary>
internal static class StorageFailure
{
    /// <summary>Whether an exception is one that <see cref="From"/> understands.</summary>
    public static bool Understands(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Makes the failure.</summary>
    /// <param name="e">What happened.</param>
    /// <param name="doing">What was being done, as in "Making the machine's disk".</param>
    public static HypervisorFailure From(Exception e, string doing) => e switch
    {
        IOException { HResult: LibC.NoSpace or LibC.QuotaExceeded or LibC.FileTooLarge } =>
            new(HypervisorFailureKind.DiskFull, $"{doing} failed because the disk is full. Free some space and try again. ({e.Message})"),
        UnauthorizedAccessException or IOException { HResult: LibC.AccessDenied or LibC.NotPermitted } =>
            new(HypervisorFailureKind.NotPermitted, $"{doing} failed because VdiPortal's user may not do that. Check the owner and rights of the directory. ({e.Message})"),
        _ => new(HypervisorFailureKind.StorageFailed, $"{doing} failed: {e.Message}"),
    };
}
