using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Broker.Catalog;

/// <summary>What people see of the catalog, and what administrators change in it.</summary>
public sealed class CatalogService(
    ICatalogStore catalog, ISessionStore sessions, IDesktopStore desktops, IAuditLog audit, TimeProvider time)
{
    /// <summary>How long a failed session is shown on its card.</summary>
    public static readonly TimeSpan FailureShown = TimeSpan.FromMinutes(10);

    /// <summary>The modules that the person may launch now, each with its live state.</summary>
    public async Task<IReadOnlyList<CatalogEntry>> ListAsync(Principal who, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var modules = await catalog.ListVisibleAsync(who.UserId, now, cancellation);
        var stock = (await catalog.ListStockAsync(cancellation)).ToDictionary(item => item.ModuleId);
        var own = await sessions.ListOfUserAsync(who.UserId, now - FailureShown, cancellation);
        var kept = (await desktops.ListOfUserAsync(who.UserId, cancellation)).Where(desktop => desktop.HasDisk).Select(desktop => desktop.ModuleId).ToHashSet();
        return [.. modules.Select(module => new CatalogEntry(
            module, stock.GetValueOrDefault(module.Id) ?? new ModuleStock(module.Id, 0, 0, 0), Shown(own, module.Id), kept.Contains(module.Id)))];
    }

    /// <summary>One module with its live state, if the person may launch it now.</summary>
    public async Task<CatalogEntry?> GetAsync(Principal who, ModuleId id, CancellationToken cancellation) =>
        (await ListAsync(who, cancellation)).FirstOrDefault(entry => entry.Module.Id == id);

    /// <summary>Every module; for administrators, empty for others.</summary>
    public async Task<IReadOnlyList<Module>> ListAllAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Admin) ? await catalog.ListAsync(cancellation) : [];

    /// <summary>Saves the next version of a module; only administrators may.</summary>
    /// <returns>The saved version; null when not allowed, when a value is out of bounds, or when somebody else changed it meanwhile.</returns>
    public async Task<Module?> SaveAsync(Principal who, Module module, int expectedVersion, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin) || ModuleRules.Invalid(module).Count > 0)
            return null;

        var saved = await catalog.SaveAsync(module, expectedVersion, cancellation);
        if (saved is not null)
            await audit.WriteAsync(who.Did(AuditActions.ModuleChanged, saved.Title, detail: $"version {saved.Version}; pool {saved.Pool}"), cancellation);
        return saved;
    }

    private static Session? Shown(IReadOnlyList<Session> own, ModuleId module)
    {
        var mine = own.Where(session => session.ModuleId == module).ToList();
        return mine.FirstOrDefault(session => session.IsActive)
            ?? mine.Take(1).FirstOrDefault(session => session.State == SessionState.Failed);
    }
}
