using System.Text.Json;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Fakes;

/// <summary>Makes wishes and specs.</summary>
internal static class Wishes
{
    public static readonly VmSpec Spec = new(
        2, 512, "virtio", 1280, 800, new Image(new string('a', 64), "qcow2", 1_000), null, null, null, false, Criterion, null, false);

    private static JsonElement Criterion => JsonSerializer.SerializeToElement(new { all = new[] { new { kind = "delay", seconds = 1 } }, deadlineSeconds = 60 });

    public static Wish Wish(Guid vm, long generation, WishTarget target) =>
        new(vm, generation, target, target is WishTarget.ShutDown or WishTarget.Destroy ? null : Spec);

    public static Wish For(Guid vm, long generation, WishTarget target, string desktop, bool exists) =>
        new(vm, generation, target, Spec with { DesktopDisk = desktop, DesktopDiskExists = exists });

    public static MachineSpec Machine(Guid vm, long generation, string? desktop = null, bool guestAgent = false) => new(
        new MachineId(vm),
        generation,
        2,
        512,
        VideoAdapter.Virtio,
        1280,
        800,
        new DiskSpec(new ImageRef(new string('a', 64), "qcow2"), desktop),
        null,
        guestAgent,
        new ReadyCriterion([new DelayPoint(1)], null, 60));
}
