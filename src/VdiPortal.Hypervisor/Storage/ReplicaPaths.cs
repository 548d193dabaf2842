using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor.Storage;

/// <summary>Where everything of one replica lies: side by side, at the depth of overlays, so that backing names are the same.</summary>
internal sealed class ReplicaPaths(HostLayout layout, ReplicaId id)
{
    /// <summary>Says what it is. Written last, removed first: files without it do not count.</summary>
    public string Record { get; } = Path.Combine(layout.Replicas, id + RecordExtension);

    public const string RecordExtension = ".json";

    /// <summary>The disk at the moment of freezing; children lay theirs over it.</summary>
    public string Disk { get; } = Path.Combine(layout.Replicas, id + ".qcow2");

    /// <summary>An overlay over that disk with nothing in it, to be copied.</summary>
    public string EmptyOverlay { get; } = Path.Combine(layout.Replicas, id + ".empty");

    /// <summary>The memory at the moment of freezing; holes are zeros.</summary>
    public string Memory { get; } = Path.Combine(layout.Replicas, id + ".memory");

    /// <summary>The devices' state, as QEMU writes it.</summary>
    public string State { get; } = Path.Combine(layout.Replicas, id + ".state");

    /// <summary>What a child's disk names as the file below it.</summary>
    public string BackingName { get; } = $"../replicas/{id}.qcow2";

    public IEnumerable<string> All => [Record, Disk, EmptyOverlay, Memory, State];
}
