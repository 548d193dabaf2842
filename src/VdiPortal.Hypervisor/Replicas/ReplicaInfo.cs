namespace VdiPortal.Hypervisor.Replicas;

/// <summary>A replica of this host.</summary>
/// <param name="Id">Identity.</param>
/// <param name="State">Whether machines can be forked from it.</param>
/// <param name="Reason">Why not, for people; null when they can.</param>
/// <param name="CreatedAt">When it was frozen.</param>
/// <param name="MemoryMiB">What its memory occupies, in MiB; shared by all children.</param>
/// <param name="DiskMiB">What its files occupy on disk, in MiB.</param>
/// <param name="Children">Machines of this host that were forked from it and exist. While there is one it cannot be removed.</param>
public sealed record ReplicaInfo(ReplicaId Id, ReplicaState State, string? Reason, DateTimeOffset CreatedAt, int MemoryMiB, int DiskMiB, int Children);
