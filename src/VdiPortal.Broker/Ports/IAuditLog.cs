using VdiPortal.Broker.Auditing;

namespace VdiPortal.Broker.Ports;

/// <summary>The audit log: written once, never changed.</summary>
public interface IAuditLog
{
    /// <summary>Writes an entry; returns when it is durable.</summary>
    Task WriteAsync(AuditEntry entry, CancellationToken cancellation);

    /// <summary>A page of entries, newest first.</summary>
    Task<IReadOnlyList<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellation);
}
