using VdiPortal.Broker.Auditing;

namespace VdiPortal.Portal.Api;

/// <summary>The search parameters of the audit log.</summary>
/// <param name="Text">Looked for in actor, action, target and detail.</param>
/// <param name="Action">Exact action or its first part.</param>
/// <param name="Outcome">Done, Refused or Failed.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">Not from this moment on.</param>
/// <param name="BeforeId">Where the last page ended.</param>
/// <param name="Take">1..1,000 rows; 100 when left out.</param>
internal sealed record AuditSearch(
    string? Text, string? Action, string? Outcome, DateTimeOffset? From, DateTimeOffset? Until, long? BeforeId, int? Take)
{
    /// <summary>The query; texts are cut to 100 characters, an unknown outcome means all.</summary>
    public AuditQuery ToQuery() => new(
        Cut(Text), Cut(Action), Enum.TryParse<AuditOutcome>(Outcome, ignoreCase: true, out var outcome) ? outcome : null,
        From, Until, BeforeId, Math.Clamp(Take ?? 100, 1, 1_000));

    private static string? Cut(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length > 100 ? text[..100] : text;
}
