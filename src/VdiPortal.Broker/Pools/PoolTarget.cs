using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Pools;

/// <summary>What a pool shall hold.</summary>
/// <param name="Key">Which pool.</param>
/// <param name="ModuleVersion">VMs of other versions are discarded.</param>
/// <param name="Template">What its VMs are made from.</param>
/// <param name="MemoryMiB">Host memory that each reserves, in MiB.</param>
/// <param name="Warm">How many.</param>
public sealed record PoolTarget(PoolKey Key, int ModuleVersion, TemplateVersionId Template, int MemoryMiB, int Warm);
