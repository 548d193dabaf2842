using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Auditing;

/// <summary>Makes audit entries for a person or the system.</summary>
public static class AuditEntries
{
    /// <summary>An entry for something this person did.</summary>
    public static AuditEntry Did(
        this Principal who, string action, string target, AuditOutcome outcome = AuditOutcome.Done, string? detail = null) =>
        new(action, outcome, who.UserName, who.UserId.Value, target, who.From, Cut(detail));

    /// <summary>An entry for something this person was not allowed to do.</summary>
    public static AuditEntry WasRefused(this Principal who, string action, string target, string? detail = null) =>
        who.Did(action, target, AuditOutcome.Refused, detail);

    /// <summary>An entry for something the system did by itself.</summary>
    public static AuditEntry System(string action, string target, AuditOutcome outcome = AuditOutcome.Done, string? detail = null) =>
        new(action, outcome, "system", null, target, "", Cut(detail));

    private static string? Cut(string? detail) => detail is { Length: > 500 } ? detail[..500] : detail;
}
