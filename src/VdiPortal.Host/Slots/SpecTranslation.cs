using System.Text.Json;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Vir;

namespace VdiPortal.Host.Slots;

/// <summary>Turns what the portal wishes into what the hypervisor makes. The hypervisor checks the values.</summary>
internal static class SpecTranslation
{
    /// <summary>Translates a wish.</summary>
    /// <returns>A spec, or why the wish cannot be understood.</returns>
    public static (MachineSpec? Spec, SlotFailure? Failure) Translate(Wish wish)
    {
        if (wish.Spec is not { } spec)
            return Refuse("The wish does not say what the VM is made of.");

        if (spec.Disk is null || VideoOf(spec.Video) is not { } video)
            return Refuse($"The wish names no disk or an unknown display adapter '{spec.Video}'.");

        if (spec.Kernel is null && (spec.Initrd ?? (object?)spec.CommandLine) is not null)
            return Refuse("The wish names an initial RAM disk or a command line, but no kernel.");

        try
        {
            return (ToMachine(wish, spec, video, ReadCriterion(spec.Ready), spec.Full is { } full ? ReadCriterion(full) : null), null);
        }
        catch (JsonException e)
        {
            return Refuse($"The ready criterion is not understood: {e.Message}");
        }
    }

    private static MachineSpec ToMachine(Wish wish, VmSpec spec, VideoAdapter video, ReadyCriterion ready, ReadyCriterion? full) => new(
        new MachineId(wish.VmId),
        wish.Generation,
        spec.Cpus,
        spec.MemoryMiB,
        video,
        spec.Width,
        spec.Height,
        new DiskSpec(ToRef(spec.Disk), spec.DesktopDisk),
        spec.Kernel is null ? null : new DirectBoot(ToRef(spec.Kernel), spec.Initrd is null ? null : ToRef(spec.Initrd), spec.CommandLine ?? ""),
        spec.HasGuestAgent,
        ready,
        Full: full);

    private static ReadyCriterion ReadCriterion(JsonElement ready) => ready.ValueKind == JsonValueKind.Object
        ? HypervisorJson.ReadCriterion(ready.GetRawText())
        : throw new JsonException("It is no object.");

    private static ImageRef ToRef(Image image) => new(image.Sha256, image.Format);

    private static VideoAdapter? VideoOf(string word) => word switch
    {
        "std" => VideoAdapter.Standard,
        "virtio" => VideoAdapter.Virtio,
        _ => null,
    };

    private static (MachineSpec? Spec, SlotFailure? Failure) Refuse(string why) => (null, new SlotFailure(FailureCodes.StartFailed, why));
}
