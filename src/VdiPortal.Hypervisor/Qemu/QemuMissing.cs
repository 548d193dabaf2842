namespace VdiPortal.Hypervisor.Qemu;

/// <summary>The failure when a program of QEMU's is not there.</summary>
internal static class QemuMissing
{
    /// <summary>Makes it.</summary>
    /// <param name="program">What was looked for.</param>
    public static HypervisorFailure Failure(string program) =>
        new(HypervisorFailureKind.QemuMissing, $"{program} was not found. Install QEMU (Debian: apt install qemu-system-x86 qemu-utils).");
}
