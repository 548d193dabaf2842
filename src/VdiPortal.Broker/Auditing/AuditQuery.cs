namespace VdiPortal.Broker.Auditing;

/// <summary>A search in the audit log, newest first.</summary>
/// <param name="Text">Looked for in actor, action, target and detail, without regard to case; null for all.</param>
/// <param name="Action">Exact action or its first part (<c>session</c>); null for all.</param>
/// <param name="Outcome">Null for all.</param>
/// <param name="From">Not before; null for no bound.</param>
/// <param name="Until">Not from this moment on; null for no bound.</param>
/// <param name="BeforeId">Only entries older than this one: where the last page ended.</param>
/// <param name="Take">1..1,000 rows.</param>
public sealed record AuditQuery(
    string? Text = null,
    string? Action = null,
    AuditOutcome? Outcome = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    long? BeforeId = null,
    int Take = 100);
