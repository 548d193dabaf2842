using Npgsql;
using VdiPortal.Broker.Hosts;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Hosts;

/// <summary>A row of <c>hosts</c>, named <c>host</c> in the statement, with its slots counted.</summary>
internal static class HostRow
{
    public const string Columns = """
        host.id, host.name, host.state,
        (SELECT count(*) FROM slots WHERE slots.host_id = host.id)::integer,
        (SELECT count(*) FROM slots WHERE slots.host_id = host.id AND slots.vm_id IS NOT NULL)::integer,
        host.memory_mib, host.reserved_mib, host.cpu_cores, host.site, host.labels, host.agent_version, host.hypervisor,
        host.console_endpoint, host.boot_id, host.cpu_percent, host.free_disk_bytes, host.last_seen_at, host.problem,
        nullif(host.free_memory_mib, 0)
        """;

    public static VmHost Read(NpgsqlDataReader row) => new(
        new HostId(row.GetGuid(0)),
        row.GetString(1),
        row.GetEnum<HostState>(2),
        row.GetInt32(3),
        row.GetInt32(4),
        row.GetInt32(5),
        row.GetInt32(6),
        row.GetInt32(7),
        row.GetString(8),
        row.GetFieldValue<string[]>(9),
        row.GetString(10),
        row.GetString(11),
        row.GetString(12),
        row.GetString(13),
        row.GetDouble(14),
        row.GetInt64(15),
        row.GetTime(16),
        row.GetStringOrNull(17))
    {
        FreeMemoryMiB = row.IsDBNull(18) ? null : row.GetInt32(18),
    };
}
