namespace VdiPortal.Broker.Auditing;

/// <summary>An audit entry as it is kept.</summary>
/// <param name="Id">Rising number.</param>
/// <param name="At">When.</param>
/// <param name="Entry">What.</param>
public sealed record AuditRecord(long Id, DateTimeOffset At, AuditEntry Entry);
