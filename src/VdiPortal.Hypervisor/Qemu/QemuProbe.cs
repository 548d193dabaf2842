using System.Text.RegularExpressions;
using VdiPortal.Hypervisor.Processes;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Finds out what QEMU this host has and how guests can be executed.</summary>
internal sealed partial class QemuProbe(QemuOptions options, QemuAccount account, ToolRunner tools, string kvmDevice = "/dev/kvm", string cpuInfo = "/proc/cpuinfo")
{
    private static readonly Version Oldest = new(7, 2);

    /// <summary>Looks.</summary>
    public async Task<HypervisorResult<HypervisorInfo>> RunAsync(CancellationToken cancellationToken)
    {
        var answer = await tools.RunAsync([.. account.Prefix, options.Binary, "--version"], cancellationToken);
        if (answer is null)
        {
            return QemuMissing.Failure(options.Binary);
        }

        var match = VersionPattern().Match(answer.Output);
        if (answer.ExitCode != 0 || !match.Success)
        {
            return new HypervisorFailure(HypervisorFailureKind.QemuFailed, $"{options.Binary} --version did not work: {answer.Error.Trim()}");
        }

        var version = Version.Parse(match.Groups[1].Value);
        return version < Oldest ? TooOld(version) : await LookAtMachineAsync(version, cancellationToken);
    }

    /// <summary>Chooses the accelerator.</summary>
    /// <returns>The choice and why, or a failure when the one that is asked for cannot be had.</returns>
    public (Accelerator Choice, string Reason, HypervisorFailure? Failure) ChooseAccelerator()
    {
        var obstacle = FindObstacleToKvm();
        return (options.Accelerator, obstacle) switch
        {
            (AcceleratorChoice.Tcg, _) => (Accelerator.Tcg, "Vdi:Qemu:Accelerator asks for it", null),
            (_, null) => (Accelerator.Kvm, "KVM is available", null),
            (AcceleratorChoice.Kvm, _) => (Accelerator.Kvm, "", new HypervisorFailure(
                HypervisorFailureKind.NotPermitted, $"Vdi:Qemu:Accelerator asks for KVM, but {obstacle}. Remedy that, or set it to auto.")),
            _ => (Accelerator.Tcg, $"no KVM: {obstacle}", null),
        };
    }

    // Some hosts offer a /dev/kvm whose guests hang; the processor's flags tell them apart.
    private string? FindObstacleToKvm()
    {
        if (!File.Exists(kvmDevice))
        {
            return $"{kvmDevice} does not exist";
        }

        if (!HardwarePattern().IsMatch(File.ReadAllText(cpuInfo)))
        {
            return "the processor shows neither vmx nor svm";
        }

        try
        {
            using var device = File.OpenHandle(kvmDevice, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{kvmDevice} does not open ({e.Message}); VdiPortal's and QEMU's users must be in its group";
        }
    }

    private async Task<HypervisorResult<HypervisorInfo>> LookAtMachineAsync(Version version, CancellationToken cancellationToken)
    {
        var machines = await tools.RunAsync([.. account.Prefix, options.Binary, "-machine", "help"], cancellationToken);
        if (machines is null || !machines.Output.Split('\n').Any(line => line.StartsWith(options.MachineType + " ", StringComparison.Ordinal)))
        {
            return new HypervisorFailure(
                HypervisorFailureKind.QemuTooOld, $"QEMU {version} has no machine type {options.MachineType} (Vdi:Qemu:MachineType). Install a newer QEMU or choose a type that all hosts have.");
        }

        var (accelerator, reason, failure) = ChooseAccelerator();
        return failure is not null ? failure : new HypervisorInfo(version, options.MachineType, accelerator, reason, options.CpuModel);
    }

    private static HypervisorFailure TooOld(Version version) =>
        new(HypervisorFailureKind.QemuTooOld, $"QEMU {version} is too old; VdiPortal needs {Oldest} or newer (Debian 12 has it).");

    [GeneratedRegex(@"QEMU emulator version (\d+\.\d+(\.\d+)?)")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^flags\s*:.*\b(vmx|svm)\b", RegexOptions.Multiline)]
    private static partial Regex HardwarePattern();
}
