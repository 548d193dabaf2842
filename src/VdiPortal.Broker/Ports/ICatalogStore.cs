using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Ports;

/// <summary>Modules and the rules that say who sees them.</summary>
public interface ICatalogStore
{
    /// <summary>The newest version of each module that the person may launch at this moment, ordered by title.</summary>
    Task<IReadOnlyList<Module>> ListVisibleAsync(UserId user, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Whether the person may launch the module at this moment.</summary>
    Task<bool> IsVisibleAsync(UserId user, ModuleId module, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The newest version of every module, ordered by title.</summary>
    Task<IReadOnlyList<Module>> ListAsync(CancellationToken cancellation);

    /// <summary>One version of a module, the newest when none is named; null when there is none.</summary>
    Task<Module?> GetAsync(ModuleId id, int? version, CancellationToken cancellation);

    /// <summary>
    /// Saves the module as its next version (1 for a new one) and returns it. Null when <paramref name="expectedVersion"/>
    /// (0 for a new module) is no longer the newest, or when the slug is taken.
    /// </summary>
    Task<Module?> SaveAsync(Module module, int expectedVersion, CancellationToken cancellation);

    /// <summary>The rules of a module.</summary>
    Task<IReadOnlyList<AccessRule>> ListRulesAsync(ModuleId module, CancellationToken cancellation);

    /// <summary>Adds or replaces a rule by its id.</summary>
    Task SaveRuleAsync(AccessRule rule, CancellationToken cancellation);

    /// <summary>Removes a rule; nothing happens when it is not there.</summary>
    Task RemoveRuleAsync(Guid rule, CancellationToken cancellation);

    /// <summary>Warm, starting and claimed VMs of every module; modules without a VM are left out.</summary>
    Task<IReadOnlyList<ModuleStock>> ListStockAsync(CancellationToken cancellation);
}
