using Npgsql;
using VdiPortal.Broker.Catalog;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Catalog;

internal sealed partial class CatalogStore
{
    public async Task<Module?> SaveAsync(Module module, int expectedVersion, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        ArgumentOutOfRangeException.ThrowIfZero(module.Machines.Count);
        try
        {
            var next = expectedVersion + 1;
            return await database.ExecuteAsync([Head(module, expectedVersion, next), Machines(module, next)], cancellation) == 0
                ? null
                : module with { Version = next };
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == "modules_slug_key")
        {
            return null;
        }
    }

    /// <summary>Moves the module on to its next version, if nobody was faster, and writes that version down.</summary>
    private static Statement Head(Module module, int expected, int next) => new Statement("""
        WITH added AS (
            INSERT INTO modules (id, slug, version) SELECT @id, @slug, 1 WHERE @expected = 0
            ON CONFLICT DO NOTHING
            RETURNING id
        ), moved AS (
            UPDATE modules SET version = @next, slug = @slug
            WHERE id = @id AND version = @expected
            RETURNING id
        )
        INSERT INTO module_versions (
            module_id, version, slug, title, summary, category, picture, persistence, warm_target, pause_after, end_after,
            pool_max, pool_spread, pool_schedule, pool_point)
        SELECT id, @next, @slug, @title, @summary, @category, @picture, @persistence, @warm, @pause_after, @end_after,
            @pool_max, @pool_spread, @pool_schedule, @pool_point
        FROM (SELECT id FROM added UNION ALL SELECT id FROM moved) module
        """)
        .With("id", module.Id.Value)
        .With("slug", module.Slug)
        .With("expected", expected)
        .With("next", next)
        .With("title", module.Title)
        .With("summary", module.Summary)
        .With("category", module.Category)
        .With("picture", module.Picture)
        .With("persistence", module.Persistence)
        .With("warm", module.Pool.Min)
        .With("pause_after", module.Idle?.PauseAfter)
        .With("end_after", module.Idle?.EndAfter)
        .With("pool_max", module.Pool.Max)
        .With("pool_spread", module.Pool.Spread)
        .WithJson("pool_schedule", PoolRow.Write(module.Pool.Schedule))
        .With("pool_point", module.Pool.Point);

    /// <summary>Writes the machines of the version that the statement before made; nothing when it made none.</summary>
    private static Statement Machines(Module module, int next) => new Statement("""
        INSERT INTO module_machines (
            module_id, module_version, position, name, template_id, template_version, width, height)
        SELECT module.module_id, module.version, machine.position - 1, machine.name, machine.template, machine.template_version,
            machine.width, machine.height
        FROM module_versions module,
            unnest(@names, @templates, @template_versions, @widths, @heights) WITH ORDINALITY
                AS machine (name, template, template_version, width, height, position)
        WHERE module.module_id = @id AND module.version = @next AND module.xmin = pg_current_xact_id()::xid
        """)
        .With("id", module.Id.Value)
        .With("next", next)
        .With("names", module.Machines.Select(machine => machine.Name))
        .With("templates", module.Machines.Select(machine => machine.Template.Template.Value).ToArray())
        .With("template_versions", module.Machines.Select(machine => machine.Template.Version).ToArray())
        .With("widths", module.Machines.Select(machine => machine.Width).ToArray())
        .With("heights", module.Machines.Select(machine => machine.Height).ToArray());
}
