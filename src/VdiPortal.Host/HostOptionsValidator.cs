using System.Text;
using Microsoft.Extensions.Options;

namespace VdiPortal.Host;

/// <summary>Says which keys are wrong, and what they may be.</summary>
internal sealed class HostOptionsValidator : IValidateOptions<HostOptions>
{
    /// <summary>Longest path of a unix socket on Linux, in bytes.</summary>
    public const int MaxSocketBytes = 107;

    private const int MaxMemoryMiB = 1 << 28;

    public ValidateOptionsResult Validate(string? name, HostOptions options)
    {
        List<string> faults = [.. Directories(options), .. Words(options), .. Numbers(options), .. Addresses(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Directories(HostOptions options)
    {
        if (!Path.IsPathFullyQualified(options.DataDirectory))
            yield return "Vdi:DataDirectory must be an absolute path.";
        if (!Path.IsPathFullyQualified(options.RunDirectory))
            yield return "Vdi:RunDirectory must be an absolute path.";
    }

    private static IEnumerable<string> Words(HostOptions options)
    {
        if (options.Name is { } name && !HostName.IsValid(name))
            yield return $"Vdi:Host:Name must have 1 to {HostName.MaxLength} characters of a-z, 0-9, dot and dash.";
        if (!IsWord(options.Site, 0))
            yield return "Vdi:Host:Site must have at most 64 characters, none of them a control character.";
        if (options.Labels.Count > 32 || !options.Labels.All(label => IsWord(label, 1)))
            yield return "Vdi:Host:Labels may have at most 32 words of 1 to 64 characters, none of them a control character.";
    }

    private static IEnumerable<string> Numbers(HostOptions options)
    {
        if (options.Slots is < 0 or > Vir.VirProtocol.MaxVmsPerReport)
            yield return $"Vdi:Host:Slots must be 0 to {Vir.VirProtocol.MaxVmsPerReport}.";
        if (options.MemoryMiB is < 0 or > MaxMemoryMiB)
            yield return $"Vdi:Host:MemoryMiB must be 0 to {MaxMemoryMiB}.";
    }

    private static IEnumerable<string> Addresses(HostOptions options)
    {
        if (options is { PortalUrl: not null, PortalSocket: not null })
            yield return "Vdi:Host:PortalUrl and Vdi:Host:PortalSocket exclude each other.";
        if (options.PortalUrl is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https"))
            yield return "Vdi:Host:PortalUrl must be an http or https address.";
        if (options.PortalUrl is null && !IsSocket(HostProfile.PortalSocketOf(options)))
            yield return $"Vdi:Host:PortalSocket (default: portal.sock in Vdi:RunDirectory) must be an absolute path of at most {MaxSocketBytes} bytes.";
        if (!IsSocket(HostProfile.ConsoleSocketOf(options)))
            yield return $"Vdi:Host:ConsoleSocket (default: console.sock in Vdi:RunDirectory) must be an absolute path of at most {MaxSocketBytes} bytes.";
    }

    private static bool IsWord(string word, int least) => word.Length >= least && word.Length <= 64 && !word.Any(char.IsControl);

    private static bool IsSocket(string path) => Path.IsPathFullyQualified(path) && Encoding.UTF8.GetByteCount(path) <= MaxSocketBytes;
}
