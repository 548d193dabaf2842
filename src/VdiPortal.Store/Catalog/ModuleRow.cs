using System.Text.Json;
using Npgsql;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Templates;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Catalog;

/// <summary>A row of <c>module_versions</c>, named <c>module</c> in the statement, with its machines.</summary>
internal static class ModuleRow
{
    public const string Columns = """
        module.module_id, module.version, module.slug, module.title, module.summary, module.category, module.picture,
        module.persistence, module.warm_target, module.pause_after, module.end_after,
        module.pool_max, module.pool_spread, module.pool_schedule, module.pool_point,
        (SELECT json_agg(
                json_build_object(
                    'name', machine.name, 'template', machine.template_id, 'version', machine.template_version,
                    'width', machine.width, 'height', machine.height)
                ORDER BY machine.position)
            FROM module_machines machine
            WHERE machine.module_id = module.module_id AND machine.module_version = module.version)
        """;

    public static Module Read(NpgsqlDataReader row) => new(
        new ModuleId(row.GetGuid(0)),
        row.GetInt32(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetStringOrNull(6),
        row.GetEnum<Persistence>(7),
        ReadMachines(row.GetString(15)),
        new PoolPolicy(row.GetInt32(8), row.GetInt32(11), row.GetEnum<PoolSpread>(12))
        {
            Schedule = PoolRow.Read(row.GetString(13)),
            Point = row.GetEnum<PoolPoint>(14),
        },
        row.IsDBNull(9) ? null : new IdleRules(row.GetTimeSpan(9), row.GetTimeSpan(10)));

    private static MachineDefinition[] ReadMachines(string json) =>
        [.. JsonSerializer.Deserialize<Machine[]>(json, JsonSerializerOptions.Web)!.Select(machine => new MachineDefinition(
            machine.Name, new TemplateVersionId(new TemplateId(machine.Template), machine.Version), machine.Width, machine.Height))];

    private sealed record Machine(string Name, Guid Template, int Version, int? Width, int? Height);
}
