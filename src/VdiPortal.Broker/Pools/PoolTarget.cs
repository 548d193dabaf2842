using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Pools;

/// <summary>What a pool shall hold.</summary>
/// <param name="Key">Which pool.</param>
/// <param name="ModuleVersion">VMs of other versions are discarded.</param>
/// <param name="Template">What its VMs are made from.</param>
/// <param name="MemoryMiB">Host memory that each reserves, in MiB.</param>
/// <param name="Demand">How many.</param>
/// <param name="Spread">How they are distributed over the hosts.</param>
public sealed record PoolTarget(
    PoolKey Key, int ModuleVersion, TemplateVersionId Template, int MemoryMiB, PoolDemand Demand, PoolSpread Spread = PoolSpread.Even)
{
    /// <summary>The ready points at which its VMs may be kept, the best first; never empty.</summary>
    public IReadOnlyList<ReadyStage> Stages { get; init; } = [ReadyStage.AfterServices];
}
