using System.Text.Json;

namespace VdiPortal.Broker.Templates;

/// <summary>A base disk with the hardware and software that go with it (requirement A12, B4). Never changed once published.</summary>
/// <param name="Id">Template and version.</param>
/// <param name="Name">Short technical name, unique.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Os">Operating system family: <c>linux</c>, <c>windows</c> or <c>none</c>.</param>
/// <param name="OsVersion">For example <c>debian-12</c>.</param>
/// <param name="Cpus">Virtual CPUs.</param>
/// <param name="MemoryMiB">Guest memory in MiB.</param>
/// <param name="Video"><c>std</c> or <c>virtio</c>.</param>
/// <param name="Width">Preferred display width in pixels.</param>
/// <param name="Height">Preferred display height in pixels.</param>
/// <param name="Disk">The base disk.</param>
/// <param name="Kernel">Kernel for direct boot, or null.</param>
/// <param name="Initrd">Initial RAM disk for direct boot, or null.</param>
/// <param name="CommandLine">Kernel command line for direct boot, or null.</param>
/// <param name="HasGuestAgent">Whether the guest runs the QEMU guest agent.</param>
/// <param name="Applications">What is installed, in the field's names.</param>
/// <param name="Ready">The ready criterion as the hypervisor driver reads it (docs/templates.md).</param>
public sealed record TemplateVersion(
    TemplateVersionId Id,
    string Name,
    string Title,
    string Os,
    string OsVersion,
    int Cpus,
    int MemoryMiB,
    string Video,
    int Width,
    int Height,
    TemplateImage Disk,
    TemplateImage? Kernel,
    TemplateImage? Initrd,
    string? CommandLine,
    bool HasGuestAgent,
    IReadOnlyList<string> Applications,
    JsonElement Ready)
{
    /// <summary>The criterion of <see cref="ReadyStage.BeforeOs"/>; null when the template declares none.</summary>
    public JsonElement? BeforeOs { get; init; }

    /// <summary>The criterion of <see cref="ReadyStage.AfterOs"/>; null when the template declares none.</summary>
    public JsonElement? AfterOs { get; init; }

    /// <summary>The criterion of a ready point; null when the template does not declare it.</summary>
    public JsonElement? Criterion(ReadyStage stage) => stage switch
    {
        ReadyStage.BeforeOs => BeforeOs,
        ReadyStage.AfterOs => AfterOs,
        _ => Ready,
    };
}
