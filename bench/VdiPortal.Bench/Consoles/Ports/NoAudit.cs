using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Bench.Consoles.Ports;

/// <summary>An audit log that keeps nothing.</summary>
internal sealed class NoAudit : IAuditLog
{
    /// <inheritdoc/>
    public Task WriteAsync(AuditEntry entry, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<AuditRecord>>([]);
}
