namespace VdiPortal.Broker.Catalog;

/// <summary>Who may launch a module, and when (requirement A2).</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="ModuleId">The module.</param>
/// <param name="Subject">Whom it speaks of.</param>
/// <param name="SubjectId">The user or group; null for everyone.</param>
/// <param name="From">Not before; null is always.</param>
/// <param name="Until">Not from this moment on; null is for ever.</param>
public sealed record AccessRule(
    Guid Id, ModuleId ModuleId, AccessSubject Subject, Guid? SubjectId, DateTimeOffset? From, DateTimeOffset? Until);
