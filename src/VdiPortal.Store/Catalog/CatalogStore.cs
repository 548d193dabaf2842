using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Catalog;

/// <summary>Modules in PostgreSQL.</summary>
internal sealed partial class CatalogStore(Database database) : ICatalogStore
{
    /// <summary>Whether an access rule (of module <c>module.id</c>) speaks of the person at this moment; a shut account may launch nothing.</summary>
    private const string Visible = """
        EXISTS (
            SELECT FROM access_rules rule
            WHERE rule.module_id = newest.id
                AND (rule.from_at IS NULL OR rule.from_at <= @at) AND (rule.until_at IS NULL OR rule.until_at > @at)
                AND (rule.subject = 'Everyone'
                    OR rule.subject = 'User' AND rule.subject_id = @user
                    OR rule.subject = 'Group' AND rule.subject_id IN (SELECT group_id FROM group_members WHERE user_id = @user)))
        AND EXISTS (SELECT FROM users WHERE id = @user AND NOT disabled)
        """;

    private const string Newest = "modules newest JOIN module_versions module ON module.module_id = newest.id AND module.version = newest.version";

    public Task<IReadOnlyList<Module>> ListVisibleAsync(UserId user, DateTimeOffset at, CancellationToken cancellation) =>
        ListByTitleAsync(
            new Statement($"SELECT {ModuleRow.Columns} FROM {Newest} WHERE {Visible}").With("user", user.Value).With("at", at), cancellation);

    public Task<bool> IsVisibleAsync(UserId user, ModuleId module, DateTimeOffset at, CancellationToken cancellation) =>
        database.AnyAsync(
            new Statement($"SELECT FROM modules newest WHERE newest.id = @id AND {Visible}")
                .With("id", module.Value)
                .With("user", user.Value)
                .With("at", at),
            cancellation);

    public Task<IReadOnlyList<Module>> ListAsync(CancellationToken cancellation) =>
        ListByTitleAsync(new Statement($"SELECT {ModuleRow.Columns} FROM {Newest}"), cancellation);

    public Task<Module?> GetAsync(ModuleId id, int? version, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"""
                SELECT {ModuleRow.Columns}
                FROM modules newest JOIN module_versions module
                    ON module.module_id = newest.id AND module.version = coalesce(@version, newest.version)
                WHERE newest.id = @id
                """)
                .With("id", id.Value)
                .With("version", version),
            ModuleRow.Read,
            cancellation);

    public Task<IReadOnlyList<ModuleStock>> ListStockAsync(CancellationToken cancellation) =>
        database.ListAsync(
            new Statement("""
                WITH machine AS (
                    SELECT newest.id AS module_id, newest.version, machine.name
                    FROM modules newest
                    JOIN module_machines machine ON machine.module_id = newest.id AND machine.module_version = newest.version
                ), stock AS (
                    SELECT
                        machine.module_id,
                        count(*) FILTER (WHERE vm.session_id IS NULL AND vm.wish = 'Warm' AND vm.module_version = machine.version
                            AND vm.power = 'Paused' AND vm.ready_stage = 'AfterServices' AND hosts.state = 'Online') AS warm,
                        count(*) FILTER (WHERE vm.session_id IS NULL AND vm.wish = 'Warm' AND vm.module_version = machine.version
                            AND vm.power IN ('Defined', 'Filling', 'Booting', 'Ready')) AS starting,
                        count(*) FILTER (WHERE vm.session_id IS NOT NULL) AS claimed,
                        count(vm.id) AS present
                    FROM machine
                    LEFT JOIN vms vm ON vm.module_id = machine.module_id AND vm.machine_name = machine.name AND vm.power <> 'Gone'
                    LEFT JOIN hosts ON hosts.id = vm.host_id
                    GROUP BY machine.module_id, machine.name
                )
                SELECT module_id, min(warm)::integer, min(starting)::integer, max(claimed)::integer
                FROM stock
                GROUP BY module_id
                HAVING sum(present) > 0
                """),
            row => new ModuleStock(new ModuleId(row.GetGuid(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
            cancellation);

    /// <summary>Sorted here, because the order of letters in a database depends on how it was made.</summary>
    private async Task<IReadOnlyList<Module>> ListByTitleAsync(Statement statement, CancellationToken cancellation) =>
        [.. (await database.ListAsync(statement, ModuleRow.Read, cancellation))
            .OrderBy(module => module.Title, StringComparer.InvariantCultureIgnoreCase)
            .ThenBy(module => module.Id.Value)];
}
