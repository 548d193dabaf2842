using VdiPortal.Broker.Catalog;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Catalog;

internal sealed partial class CatalogStore
{
    public Task<IReadOnlyList<AccessRule>> ListRulesAsync(ModuleId module, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement("SELECT id, module_id, subject, subject_id, from_at, until_at FROM access_rules WHERE module_id = @module ORDER BY id")
                .With("module", module.Value),
            row => new AccessRule(
                row.GetGuid(0),
                new ModuleId(row.GetGuid(1)),
                row.GetEnum<AccessSubject>(2),
                row.GetGuidOrNull(3),
                row.GetTimeOrNull(4),
                row.GetTimeOrNull(5)),
            cancellation);

    public Task SaveRuleAsync(AccessRule rule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return database.ExecuteAsync(
            new Statement("""
                INSERT INTO access_rules (id, module_id, subject, subject_id, from_at, until_at)
                VALUES (@id, @module, @subject, @subject_id, @from, @until)
                ON CONFLICT (id) DO UPDATE SET
                    module_id = excluded.module_id, subject = excluded.subject, subject_id = excluded.subject_id,
                    from_at = excluded.from_at, until_at = excluded.until_at
                """)
                .With("id", rule.Id)
                .With("module", rule.ModuleId.Value)
                .With("subject", rule.Subject)
                .With("subject_id", rule.SubjectId)
                .With("from", rule.From)
                .With("until", rule.Until),
            cancellation);
    }

    public Task RemoveRuleAsync(Guid rule, CancellationToken cancellation) =>
        database.ExecuteAsync(new Statement("DELETE FROM access_rules WHERE id = @id").With("id", rule), cancellation);
}
