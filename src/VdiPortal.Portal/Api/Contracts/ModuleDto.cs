using VdiPortal.Broker.Catalog;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A module of the catalog.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="Slug">Short name.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Summary">One line.</param>
/// <param name="Category">For filtering.</param>
/// <param name="Kept">Whether changes are kept.</param>
/// <param name="Machines">Names of its machines.</param>
/// <param name="WarmTarget">How many warm VMs the pool keeps at all times; the same as <c>pool.min</c>.</param>
/// <param name="Pool">What the pool shall hold, and when.</param>
/// <param name="Warm">How many it holds.</param>
/// <param name="Starting">How many are on the way.</param>
/// <param name="InUse">How many are in use.</param>
/// <param name="SessionId">The caller's active session of it.</param>
public sealed record ModuleDto(
    Guid Id,
    int Version,
    string Slug,
    string Title,
    string Summary,
    string Category,
    bool Kept,
    IReadOnlyList<string> Machines,
    int WarmTarget,
    PoolPolicyDto Pool,
    int Warm,
    int Starting,
    int InUse,
    Guid? SessionId)
{
    /// <summary>From a catalog entry.</summary>
    public static ModuleDto From(CatalogEntry entry)
    {
        var module = entry.Module;
        return new ModuleDto(
            module.Id.Value, module.Version, module.Slug, module.Title, module.Summary, module.Category, module.Persistence == Persistence.Kept,
            [.. module.Machines.Select(machine => machine.Name)], module.Pool.Min, PoolPolicyDto.From(module.Pool), entry.Stock.Warm, entry.Stock.Starting, entry.Stock.Claimed,
            entry.Session is { IsActive: true } session ? session.Id.Value : null);
    }
}
