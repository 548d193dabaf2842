using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeAuditLog(FakeGate gate, TimeProvider time) : IAuditLog
{
    private readonly Lock _lock = new();
    private readonly List<AuditRecord> _records = [];

    public Task WriteAsync(AuditEntry entry, CancellationToken cancellation)
    {
        Add(time.GetUtcNow(), entry);
        return Task.CompletedTask;
    }

    public void Add(DateTimeOffset at, AuditEntry entry)
    {
        lock (_lock)
            _records.Add(new AuditRecord(_records.Count + 1, at, entry));
    }

    public Task<IReadOnlyList<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellation)
    {
        gate.Check();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<AuditRecord>>(
                [.. _records.Where(record => Matches(record, query)).OrderByDescending(record => record.Id).Take(query.Take)]);
        }
    }

    private static bool Matches(AuditRecord record, AuditQuery query) =>
        (query.BeforeId is not { } before || record.Id < before)
        && (query.Outcome is not { } outcome || record.Entry.Outcome == outcome)
        && (query.From is not { } from || record.At >= from)
        && (query.Until is not { } until || record.At < until)
        && (query.Action is not { } action || record.Entry.Action == action || record.Entry.Action.StartsWith(action + ".", StringComparison.Ordinal))
        && (query.Text is not { Length: > 0 } text
            || $"{record.Entry.Actor} {record.Entry.Action} {record.Entry.Target} {record.Entry.Detail}".Contains(text, StringComparison.OrdinalIgnoreCase));
}
