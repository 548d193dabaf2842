using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Host.Slots;

/// <summary>Why a VM is broken, in the form in which it is reported.</summary>
internal sealed record SlotFailure
{
    /// <summary>Longest detail that is reported.</summary>
    public const int MaxDetail = 500;

    public SlotFailure(string code, string? detail = null)
    {
        Code = code;
        Detail = detail is { Length: > MaxDetail } ? detail[..MaxDetail] : detail;
    }

    /// <summary>One of <see cref="FailureCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Technical detail, or null.</summary>
    public string? Detail { get; }

    /// <summary>What a failure of the hypervisor means for the VM.</summary>
    public static SlotFailure Of(HypervisorFailure failure) => new(CodeOf(failure.Kind), failure.Message);

    /// <summary>What the state of a machine means that must be called broken: it has ended, stalled or missed its deadline.</summary>
    public static SlotFailure Of(MachineStatus status) => status.State switch
    {
        MachineState.Exited => new(CodeOf(status.Exit), status.Reason),
        _ when IsDiskTrouble(status) => new(FailureCodes.DiskFull, status.Reason),
        _ => new(FailureCodes.NotReadyInTime, status.Reason),
    };

    /// <summary>
    /// Whether a machine is stopped because its disk cannot be written. It may also be stopped because QEMU does not answer for the moment, which
    /// passes or ends; the hypervisor tells the two apart in words only.
    /// </summary>
    public static bool IsDiskTrouble(MachineStatus status) =>
        status.State == MachineState.Stalled && status.Reason?.Contains("disk", StringComparison.OrdinalIgnoreCase) == true;

    private static string CodeOf(HypervisorFailureKind kind) => kind switch
    {
        HypervisorFailureKind.ImageMissing => FailureCodes.ImageMissing,
        HypervisorFailureKind.ImageAltered or HypervisorFailureKind.ImageRefused => FailureCodes.ImageAltered,
        HypervisorFailureKind.DiskMissing => FailureCodes.DesktopDiskMissing,
        HypervisorFailureKind.DiskInUse => FailureCodes.DesktopInUse,
        HypervisorFailureKind.DiskFull => FailureCodes.DiskFull,
        HypervisorFailureKind.QemuMissing or HypervisorFailureKind.QemuTooOld => FailureCodes.QemuMissing,
        HypervisorFailureKind.Exited => FailureCodes.VmEnded,
        _ => FailureCodes.StartFailed,
    };

    private static string CodeOf(MachineExit? exit) => exit switch
    {
        MachineExit.GuestShutdown => FailureCodes.GuestShutDown,
        MachineExit.HostRestarted => FailureCodes.HostRestarted,
        _ => FailureCodes.VmEnded,
    };
}
