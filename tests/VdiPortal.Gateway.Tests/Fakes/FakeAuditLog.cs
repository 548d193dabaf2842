using System.Collections.Concurrent;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>An audit log in memory.</summary>
internal sealed class FakeAuditLog : IAuditLog
{
    public ConcurrentQueue<AuditEntry> Entries { get; } = new();

    /// <summary>The rows of requests that were refused.</summary>
    public IReadOnlyList<AuditEntry> Refused => [.. Entries.Where(entry => entry.Outcome == AuditOutcome.Refused)];

    /// <summary>While set, every row is refused with it.</summary>
    public Exception? Fault { get; set; }

    public Task WriteAsync(AuditEntry entry, CancellationToken cancellation)
    {
        if (Fault is { } fault)
            return Task.FromException(fault);

        Entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellation) => throw new NotSupportedException();
}
