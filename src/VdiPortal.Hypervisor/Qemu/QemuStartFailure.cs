using VdiPortal.Hypervisor.Guests;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Finds out from QEMU's words why it did not start.</summary>
internal static class QemuStartFailure
{
    private const int NotExecutable = 126, NotFound = 127;

    /// <summary>Makes the failure.</summary>
    /// <param name="exitCode">QEMU's, or the shell's before it.</param>
    /// <param name="words">What was written to standard error.</param>
    /// <param name="binary">QEMU's name.</param>
    public static HypervisorFailure From(int exitCode, string words, string binary)
    {
        var said = Printable.Clean(words, maxLength: 500);
        return (exitCode, said) switch
        {
            (NotFound, _) or (NotExecutable, _) => QemuMissing.Failure(binary) with { Message = $"{QemuMissing.Failure(binary).Message} ({said})" },
            _ when Says("Failed to get") && Says("lock") => new(HypervisorFailureKind.DiskInUse, $"Another process uses the machine's disk. QEMU says: {said}"),
            _ when Says("No space left") => new(HypervisorFailureKind.DiskFull, $"The disk is full. Free some space and try again. QEMU says: {said}"),
            _ when Says("KVM") => new(
                HypervisorFailureKind.NotPermitted,
                $"KVM cannot be used. QEMU's user must be in the group of /dev/kvm, or set Vdi:Qemu:Accelerator to tcg. QEMU says: {said}"),
            _ when Says("Permission denied") => new(
                HypervisorFailureKind.NotPermitted,
                $"QEMU's user may not use a file. It must be able to pass through the directories above Vdi:DataDirectory and Vdi:RunDirectory. QEMU says: {said}"),
            _ when Says("Cannot allocate memory") || Says("cannot set up guest memory") => new(
                HypervisorFailureKind.QemuFailed, $"The host has too little memory for the machine. QEMU says: {said}"),
            _ => new(HypervisorFailureKind.QemuFailed, said.Length > 0 ? $"QEMU did not start. It says: {said}" : $"QEMU did not start (exit code {exitCode}) and does not say why."),
        };

        bool Says(string text) => said.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
