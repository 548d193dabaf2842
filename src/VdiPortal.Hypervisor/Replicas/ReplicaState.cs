namespace VdiPortal.Hypervisor.Replicas;

/// <summary>Whether machines can be forked from a replica.</summary>
public enum ReplicaState
{
    /// <summary>They can.</summary>
    Ready,

    /// <summary>One of its files is not what was frozen. Children that run go on; no new ones are made.</summary>
    Altered,

    /// <summary>It was made by another QEMU, for another machine type, CPU model or accelerator than this host has now.</summary>
    Outdated,
}
