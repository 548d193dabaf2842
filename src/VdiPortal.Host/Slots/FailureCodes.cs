namespace VdiPortal.Host.Slots;

/// <summary>The failure codes that a host reports (docs/vir.md). They are names of the portal's failure codes.</summary>
internal static class FailureCodes
{
    public const string NoFreeSlot = "NoFreeSlot";
    public const string HostRestarted = "HostRestarted";
    public const string ImageMissing = "ImageMissing";
    public const string ImageAltered = "ImageAltered";
    public const string DiskFull = "DiskFull";
    public const string QemuMissing = "QemuMissing";
    public const string StartFailed = "StartFailed";
    public const string NotReadyInTime = "NotReadyInTime";
    public const string VmEnded = "VmEnded";
    public const string GuestShutDown = "GuestShutDown";
    public const string VmLost = "VmLost";
    public const string DesktopDiskMissing = "DesktopDiskMissing";
    public const string DesktopInUse = "DesktopInUse";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NoFreeSlot, HostRestarted, ImageMissing, ImageAltered, DiskFull, QemuMissing, StartFailed, NotReadyInTime, VmEnded, GuestShutDown, VmLost,
        DesktopDiskMissing, DesktopInUse,
    ];
}
