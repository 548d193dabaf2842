namespace VdiPortal.Hypervisor.Replicas;

/// <summary>The steps from a template to a replica.</summary>
public enum ReplicaStage
{
    /// <summary>Images are compared with what was imported, and the machine that becomes the parent is started.</summary>
    Starting,

    /// <summary>It boots up to its ready point.</summary>
    Booting,

    /// <summary>It writes what it has not written yet, so that its disk is whole.</summary>
    Quiescing,

    /// <summary>It stands still; the state of its devices is saved and its memory sealed.</summary>
    Freezing,

    /// <summary>Its memory is written to disk, so that it outlives the host's restart.</summary>
    Storing,

    /// <summary>Machines can be forked from it.</summary>
    Done,
}
