using System.Runtime.CompilerServices;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Broker.Auditing;

/// <summary>Reading the audit log (requirement A10).</summary>
public sealed class AuditService(IAuditLog log)
{
    private const int PageSize = 1_000;

    /// <summary>A page of entries, newest first; for administrators, empty for others.</summary>
    public async Task<IReadOnlyList<AuditRecord>> SearchAsync(Principal who, AuditQuery query, CancellationToken cancellation) =>
        who.Is(Role.Admin) ? await log.SearchAsync(query with { Take = Math.Clamp(query.Take, 1, PageSize) }, cancellation) : [];

    /// <summary>All entries that a search finds, newest first, read page by page; for administrators, none for others.</summary>
    public async IAsyncEnumerable<AuditRecord> ExportAsync(
        Principal who, AuditQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var page = query with { Take = PageSize };
        while (true)
        {
            var records = await SearchAsync(who, page, cancellation);
            foreach (var record in records)
                yield return record;
            if (records.Count < PageSize)
                yield break;
            page = page with { BeforeId = records[^1].Id };
        }
    }
}
