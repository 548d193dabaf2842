using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Replicas;

/// <summary>What a replica is made of (requirement C2): a machine that is booted once, up to its ready point, so that others need not.</summary>
/// <param name="Machine">
/// The machine that becomes the parent. Its id is the replica's, it has no desktop disk and no replica of its own. Children are like it.
/// </param>
public sealed record ReplicaSpec(MachineSpec Machine)
{
    /// <summary>Identity.</summary>
    public ReplicaId Id => new(Machine.Id.Value);

    /// <summary>Makes one out of a machine's shape.</summary>
    /// <param name="id">The replica's id.</param>
    /// <param name="shape">A machine like the children shall be.</param>
    public static ReplicaSpec Of(ReplicaId id, MachineSpec shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var parent = shape with
        {
            Id = new MachineId(id.Value),
            Generation = 0,
            Disk = shape.Disk with { DesktopDisk = null },
            Ready = shape.Full ?? shape.Ready,
            Full = null,
            Replica = null,
            IsParent = true,
        };
        return new ReplicaSpec(parent);
    }
}
