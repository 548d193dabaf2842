using Npgsql;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Auditing;

/// <summary>
/// The audit log in PostgreSQL. Entries are cut to what the table takes rather than refused: a strange client must not be able to
/// keep what it does out of the log.
/// </summary>
internal sealed class AuditLog(Database database, TimeProvider time) : IAuditLog
{
    private const int LongestText = 200;

    public Task WriteAsync(AuditEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return database.ExecuteAsync(
            new Statement("""
                INSERT INTO audit_log (at, action, outcome, actor, actor_id, target, from_address, detail)
                VALUES (@at, @action, @outcome, @actor, @actor_id, @target, @from, @detail)
                """)
                .With("at", time.GetUtcNow())
                .With("action", StorableText.Of(entry.Action, 100))
                .With("outcome", entry.Outcome)
                .With("actor", StorableText.Of(entry.Actor, 64))
                .With("actor_id", entry.ActorId)
                .With("target", StorableText.Of(entry.Target, 300))
                .With("from", StorableText.Of(entry.From, 100))
                .With("detail", entry.Detail is null ? null : StorableText.Of(entry.Detail, 500)),
            cancellation);
    }

    public Task<IReadOnlyList<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = query.Text is null ? null : StorableText.EscapeLike(StorableText.Of(query.Text, LongestText));
        var action = query.Action is null ? null : StorableText.Of(query.Action, LongestText);
        return database.ListAsync(
            new Statement($"""
                SELECT id, at, action, outcome, actor, actor_id, target, from_address, detail
                FROM audit_log
                WHERE {string.Join(" AND ", Conditions(query))}
                ORDER BY id DESC
                LIMIT @take
                """)
                .With("text", $"%{text}%")
                .With("action", action)
                .With("part", $"{StorableText.EscapeLike(action ?? "")}.%")
                .With("outcome", query.Outcome?.ToString())
                .With("from", query.From)
                .With("until", query.Until)
                .With("before", query.BeforeId)
                .With("take", Math.Clamp(query.Take, 1, 1000)),
            Read,
            cancellation);
    }

    /// <summary>Only the conditions that are asked for, so that the server can choose the index that serves them.</summary>
    private static IEnumerable<string> Conditions(AuditQuery query)
    {
        yield return "true";
        if (query.Text is not null)
            yield return "(actor ILIKE @text OR action ILIKE @text OR target ILIKE @text OR detail ILIKE @text)";
        if (query.Action is not null)
            yield return "(action = @action OR action LIKE @part)";
        if (query.Outcome is not null)
            yield return "outcome = @outcome";
        if (query.From is not null)
            yield return "at >= @from";
        if (query.Until is not null)
            yield return "at < @until";
        if (query.BeforeId is not null)
            yield return "id < @before";
    }

    private static AuditRecord Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetTime(1),
        new AuditEntry(
            row.GetString(2),
            row.GetEnum<AuditOutcome>(3),
            row.GetString(4),
            row.GetGuidOrNull(5),
            row.GetString(6),
            row.GetString(7),
            row.GetStringOrNull(8)));
}
