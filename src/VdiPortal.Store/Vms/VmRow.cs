using Npgsql;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Vms;

/// <summary>A row of <c>vms</c>, named <c>vm</c> in the statement.</summary>
internal static class VmRow
{
    public const string Columns = """
        vm.id, vm.module_id, vm.module_version, vm.machine_name, vm.template_id, vm.template_version, vm.host_id, vm.slot,
        vm.power, vm.wish, vm.generation, vm.session_id, vm.desktop_id, vm.progress, vm.reserved_mib,
        vm.failure_code, vm.failure_detail, vm.created_at, vm.ready_at, vm.claimed_at, vm.ready_stage
        """;

    public static Vm Read(NpgsqlDataReader row) => new(
        new VmId(row.GetGuid(0)),
        new ModuleId(row.GetGuid(1)),
        row.GetInt32(2),
        row.GetString(3),
        new TemplateVersionId(new TemplateId(row.GetGuid(4)), row.GetInt32(5)),
        new SlotId(new HostId(row.GetGuid(6)), row.GetInt32(7)),
        row.GetEnum<PowerState>(8),
        row.GetEnum<VmWish>(9),
        row.GetInt64(10),
        row.GetGuidOrNull(11) is { } session ? new SessionId(session) : null,
        row.GetGuidOrNull(12) is { } desktop ? new DesktopId(desktop) : null,
        row.GetInt32(13),
        row.GetInt32(14),
        row.GetFailureOrNull(15),
        row.GetTime(17),
        row.GetTimeOrNull(18),
        row.GetTimeOrNull(19))
    {
        Stage = row.GetEnum<ReadyStage>(20),
    };
}
