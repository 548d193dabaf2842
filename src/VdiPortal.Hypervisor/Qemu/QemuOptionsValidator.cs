using System.Text;
using Microsoft.Extensions.Options;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Qemu;

/// <summary>Checks the options once at start. Each message names the key and says what to set.</summary>
internal sealed class QemuOptionsValidator : IValidateOptions<QemuOptions>
{
    private const int MaxShells = 64, MaxOomScore = 1000, MinCacheMiB = 16, MaxCacheMiB = 2048;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, QemuOptions options)
    {
        string?[] faults =
        [
            CheckDirectory("Vdi:DataDirectory", options.DataDirectory),
            CheckDirectory("Vdi:RunDirectory", options.RunDirectory) ?? CheckLength(options.RunDirectory),
            Check(!string.IsNullOrWhiteSpace(options.Binary), "Vdi:Qemu:Binary is empty. Set it to qemu-system-x86_64 or its path."),
            Check(!string.IsNullOrWhiteSpace(options.ImageTool), "Vdi:Qemu:ImageTool is empty. Set it to qemu-img or its path."),
            Check(Enum.IsDefined(options.Accelerator), "Vdi:Qemu:Accelerator must be auto, kvm or tcg."),
            Check(IsWord(options.MachineType) && options.MachineType.StartsWith("pc-q35-", StringComparison.Ordinal), "Vdi:Qemu:MachineType must be a versioned q35 machine such as pc-q35-7.2."),
            Check(IsWord(options.CpuModel), "Vdi:Qemu:CpuModel must be a CPU model such as max."),
            Check(options.TranslationCacheMiB is >= MinCacheMiB and <= MaxCacheMiB, $"Vdi:Qemu:TranslationCacheMiB must be {MinCacheMiB} to {MaxCacheMiB}."),
            Check(options.WarmOomScore is >= 0 and <= MaxOomScore, $"Vdi:Qemu:WarmOomScore must be 0 to {MaxOomScore}."),
            Check(options.UsedOomScore is >= 0 and <= MaxOomScore, $"Vdi:Qemu:UsedOomScore must be 0 to {MaxOomScore}."),
            Check(options.WaitingShells is >= 0 and <= MaxShells, $"Vdi:Qemu:WaitingShells must be 0 to {MaxShells}."),
            Check(options.StartTimeout > TimeSpan.Zero, "Vdi:Qemu:StartTimeout must be more than zero."),
            Check(options.CommandTimeout > TimeSpan.Zero, "Vdi:Qemu:CommandTimeout must be more than zero."),
            Check(options.GuestTimeout > TimeSpan.Zero, "Vdi:Qemu:GuestTimeout must be more than zero."),
            Check(options.MaxImageBytes > 0, "Vdi:Qemu:MaxImageBytes must be more than zero."),
            Check(options.MaxVirtualBytes > 0, "Vdi:Qemu:MaxVirtualBytes must be more than zero."),
            QemuAccount.Resolve(options).Error,
        ];
        return faults.OfType<string>().ToArray() is { Length: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
    }

    private static string? Check(bool good, string fault) => good ? null : fault;

    private static string? CheckDirectory(string key, string? path) =>
        string.IsNullOrWhiteSpace(path) ? $"{key} is not set. Set it to an absolute directory."
        : !Path.IsPathFullyQualified(path) || path.Any(char.IsControl) ? $"{key} is '{path}', which is no absolute directory."
        : null;

    private static string? CheckLength(string path)
    {
        var socket = new HostLayout("/", path).Of(default(MachineId)).Control;
        var excess = Encoding.UTF8.GetByteCount(socket) - MachinePaths.MaxSocketBytes;
        return Check(excess <= 0, $"Vdi:RunDirectory is {excess} bytes too long for Unix sockets. Set it to a shorter path such as /run/vdiportal.");
    }

    private static bool IsWord(string? text) => !string.IsNullOrEmpty(text) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '+' or '=' or ',');
}
