namespace VdiPortal.Hypervisor.Replicas;

/// <summary>
/// The replicas of one host (requirements C2, C5): frozen machines that others are forked from. Forking itself is
/// <see cref="IHypervisor.CreateAsync"/> with a spec that names a replica.
/// </summary>
public interface IReplicaStore
{
    /// <summary>All that are whole, in order of their names.</summary>
    IReadOnlyList<ReplicaInfo> List();

    /// <summary>
    /// Boots a machine up to its ready point, freezes it and keeps it. Crash-safe: it is there whole or not at all. One that is there already
    /// is given back.
    /// </summary>
    /// <param name="spec">What to make.</param>
    /// <param name="progress">Told when a stage begins.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    Task<HypervisorResult<ReplicaInfo>> MakeAsync(ReplicaSpec spec, IProgress<ReplicaStage>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Removes one. Idempotent.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Success, or <see cref="HypervisorFailureKind.ReplicaInUse"/> while machines that were forked from it exist.</returns>
    Task<HypervisorResult> RemoveAsync(ReplicaId id, CancellationToken cancellationToken = default);

    /// <summary>Reads all of its files and compares them with what was frozen; forking does so only by their stamps.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>Success, or <see cref="HypervisorFailureKind.ReplicaAltered"/>; then no machines are forked from it any more.</returns>
    Task<HypervisorResult> ScrubAsync(ReplicaId id, CancellationToken cancellationToken = default);
}
