using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>What a copy-on-write disk lies over.</summary>
/// <param name="Format"><c>qcow2</c> or <c>raw</c>.</param>
/// <param name="BackingName">What the overlay's header names.</param>
/// <param name="EmptyOverlay">An overlay over it with nothing in it, to be copied; made when it is first needed.</param>
internal sealed record OverlayBase(string Format, string BackingName, string EmptyOverlay)
{
    /// <summary>An image.</summary>
    public static OverlayBase Of(ImageRef image, HostLayout layout) => new(image.Format, HostLayout.BackingName(image.Sha256), layout.EmptyOverlay(image.Sha256));

    /// <summary>A replica's disk.</summary>
    public static OverlayBase Of(ReplicaId replica, HostLayout layout) => new(ImageNames.Qcow2, layout.Of(replica).BackingName, layout.Of(replica).EmptyOverlay);

    /// <summary>What a machine's disk lies over.</summary>
    public static OverlayBase Of(MachineSpec spec, HostLayout layout) => spec.Replica is { } replica ? Of(replica, layout) : Of(spec.Disk.Base, layout);
}
