namespace VdiPortal.Broker.Auditing;

/// <summary>One line of the audit log (requirement A10).</summary>
/// <param name="Action">What, in the form <c>session.launch</c>; see <see cref="AuditActions"/>.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Actor">Sign-in name, or <c>system</c>; what was typed, for a failed sign-in (at most 64 characters).</param>
/// <param name="ActorId">The account, if it is known.</param>
/// <param name="Target">What it was done to: a name or an id.</param>
/// <param name="From">The client's address; empty for the system.</param>
/// <param name="Detail">More, at most 500 characters; never a secret.</param>
public sealed record AuditEntry(
    string Action, AuditOutcome Outcome, string Actor, Guid? ActorId, string Target, string From, string? Detail = null);
