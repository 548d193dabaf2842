using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Machines;

/// <summary>Which machine specs make sense.</summary>
internal static class MachineSpecRules
{
    private const int MaxCpus = 64, MinMemoryMiB = 4, MaxMemoryMiB = 1024 * 1024, MaxCommandLine = 1024;
    private const int MinWidth = 320, MinHeight = 200, MaxSide = 16_384;

    /// <summary>Finds what is wrong with a spec.</summary>
    /// <returns>The failure, or null when nothing is.</returns>
    public static HypervisorFailure? Check(MachineSpec spec) =>
        FindFault(spec) is { } fault ? new HypervisorFailure(HypervisorFailureKind.BadSpec, $"The machine cannot be started as asked: {fault}.") : null;

    private static string? FindFault(MachineSpec spec) => spec switch
    {
        { Id.Value: var id } when id == Guid.Empty => "its id is empty",
        { Generation: < 0 } => "its generation is negative",
        { Cpus: < 1 or > MaxCpus } => $"the number of CPUs must be 1 to {MaxCpus}",
        { MemoryMiB: < MinMemoryMiB or > MaxMemoryMiB } => $"its memory must be {MinMemoryMiB} to {MaxMemoryMiB} MiB",
        { Width: < MinWidth or > MaxSide } or { Height: < MinHeight or > MaxSide } => $"its display must be {MinWidth}x{MinHeight} to {MaxSide}x{MaxSide} pixels",
        { Video: not (VideoAdapter.Standard or VideoAdapter.Virtio) } => "its display adapter is unknown",
        { Disk: null } => "it has no disk",
        { Ready: null } => "it has no ready criterion",
        { Replica: not null, Disk.DesktopDisk: not null } => "a machine that is forked from a replica has no kept disk",
        { Replica: not null, IsParent: true } => "a replica's parent boots, it is not forked",
        _ => FindDiskFault(spec.Disk) ?? FindBootFault(spec.Boot) ?? ReadyCriterionRules.FindFault(spec.Ready, spec.HasGuestAgent, bootsKernel: spec.Boot is not null) ?? FindFullFault(spec),
    };

    private static string? FindFullFault(MachineSpec spec) =>
        spec.Full is { } full ? ReadyCriterionRules.FindFault(full, spec.HasGuestAgent, bootsKernel: spec.Boot is not null, mayStop: false) : null;

    private static string? FindDiskFault(DiskSpec disk) =>
        !ImageNames.IsImage(disk.Base) ? "its base image is not named by a sha-256 and a format"
        : disk.DesktopDisk is not null && !ImageNames.IsDesktopDisk(disk.DesktopDisk) ? "its kept disk's name must have 1 to 64 of a-z, 0-9 and dash"
        : null;

    private static string? FindBootFault(DirectBoot? boot) =>
        boot is null ? null
        : !ImageNames.IsImage(boot.Kernel) || (boot.Initrd is not null && !ImageNames.IsImage(boot.Initrd)) ? "its kernel or initial RAM disk is not named by a sha-256 and a format"
        : boot.CommandLine is not { Length: <= MaxCommandLine } line || line.Any(char.IsControl) ? $"its kernel command line must have at most {MaxCommandLine} printable characters"
        : null;
}
