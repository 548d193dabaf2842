using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.Vir;

namespace VdiPortal.Portal.Hubs;

/// <summary>Translates between the VIR protocol's messages and the broker's words; checks what a host sends.</summary>
internal static class VirMapping
{
    private const int MaxText = 200;

    /// <summary>What a host says of itself; null when it is out of bounds.</summary>
    public static HostRegistration? ToRegistration(this Hello hello) =>
        IsName(hello.Name) && hello is { Slots: >= 0 and <= 10_000, MemoryMiB: >= 0, CpuCores: > 0 and <= 4_096, Labels.Count: <= 50 }
            && new[] { hello.Site, hello.AgentVersion, hello.Hypervisor, hello.ConsoleEndpoint, hello.BootId, hello.Problem ?? "" }.All(text => text.Length <= MaxText)
            && hello.Labels.All(label => label.Length <= MaxText)
            ? new HostRegistration(
                hello.Name, hello.Slots, hello.MemoryMiB, hello.CpuCores, hello.Site, hello.Labels, hello.AgentVersion, hello.Hypervisor,
                hello.ConsoleEndpoint, hello.BootId, hello.Problem)
            : null;

    /// <summary>What a host says of a VM.</summary>
    public static VmReport ToReport(this VmStatus status) => new(
        new VmId(status.VmId),
        status.Generation,
        Enum.Parse<PowerState>(status.Power.ToString()),
        Math.Clamp(status.Progress, 0, 100),
        ToFailure(status),
        null);

    /// <summary>A template image in the protocol's form.</summary>
    public static Image ToImage(this TemplateImage image) => new(image.Sha256, image.Format, image.Bytes);

    /// <summary>A wish in the protocol's form.</summary>
    public static WishTarget ToTarget(this VmWish wish) => Enum.Parse<WishTarget>(wish.ToString());

    private static Failure? ToFailure(VmStatus status) =>
        status.FailureCode is not { } name ? null
        : Enum.TryParse<FailureCode>(name, out var code) && Enum.IsDefined(code) ? new Failure(code, status.FailureDetail)
        : new Failure(FailureCode.StartFailed, $"{name}: {status.FailureDetail}");

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
