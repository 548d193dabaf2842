using VdiPortal.Broker.Pools;

namespace VdiPortal.Broker.Catalog;

/// <summary>What a user launches: one or several machines with their rules. This is one version of it.</summary>
/// <param name="Id">The module.</param>
/// <param name="Version">1 for the first; a session keeps the version that it started with.</param>
/// <param name="Slug">Short name for addresses, unique, <c>a-z 0-9 -</c>.</param>
/// <param name="Title">Name for people, at most 80 characters.</param>
/// <param name="Summary">One line, at most 200 characters.</param>
/// <param name="Category">For filtering; may be empty.</param>
/// <param name="Picture">Path of a picture below the portal, or null.</param>
/// <param name="Persistence">What becomes of changes.</param>
/// <param name="Machines">At least one.</param>
/// <param name="Pool">How many paused, ready VMs of each machine the pool keeps, when and where (requirement B3).</param>
/// <param name="Idle">Overrides the system's idle rules; null takes them.</param>
public sealed record Module(
    ModuleId Id,
    int Version,
    string Slug,
    string Title,
    string Summary,
    string Category,
    string? Picture,
    Persistence Persistence,
    IReadOnlyList<MachineDefinition> Machines,
    PoolPolicy Pool,
    IdleRules? Idle);
