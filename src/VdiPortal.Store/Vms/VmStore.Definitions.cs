using VdiPortal.Broker.Vms;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Vms;

internal sealed partial class VmStore
{
    private const string Define = $"""
        WITH known AS (
            SELECT * FROM vms WHERE id = @id OR (session_id = @session AND machine_name = @machine) ORDER BY id <> @id LIMIT 1
        ), host AS (
            SELECT id, memory_mib - reserved_mib AS free_mib, announced_slots
            FROM hosts WHERE id = @host AND state = 'Online' AND problem IS NULL
        ), slot AS (
            SELECT slots.host_id, slots.number
            FROM slots JOIN host ON host.id = slots.host_id
            WHERE slots.vm_id IS NULL AND slots.number < host.announced_slots
            ORDER BY slots.number
            LIMIT 1
        ), verdict AS (
            SELECT CASE
                WHEN EXISTS (SELECT FROM known) THEN 'Known'
                WHEN NOT EXISTS (SELECT FROM slot) THEN 'NoSlot'
                WHEN @memory > (SELECT free_mib FROM host) THEN 'NoMemory'
                WHEN EXISTS (SELECT FROM vms WHERE desktop_id = @desktop AND power <> 'Gone') THEN 'DesktopInUse'
                ELSE 'Defined'
            END AS outcome
        ), made AS (
            INSERT INTO vms (
                id, module_id, module_version, machine_name, template_id, template_version, host_id, slot,
                power, wish, generation, session_id, desktop_id, reserved_mib, ready_stage, created_at, claimed_at)
            SELECT
                @id, @module, @version, @machine, @template, @template_version, slot.host_id, slot.number,
                'Defined', @wish, 1, @session, @desktop, @memory, @stage, @now, CASE WHEN @session::uuid IS NOT NULL THEN @now END
            FROM slot, verdict
            WHERE verdict.outcome = 'Defined'
            RETURNING *
        ), taken AS (
            UPDATE slots SET vm_id = made.id FROM made WHERE slots.host_id = made.host_id AND slots.number = made.slot
        ), reserved AS (
            UPDATE hosts SET reserved_mib = hosts.reserved_mib + made.reserved_mib FROM made WHERE hosts.id = made.host_id
        ), at_home AS (
            UPDATE desktops
            SET home_host = made.host_id, module_version = made.module_version,
                template_id = made.template_id, template_version = made.template_version
            FROM made
            WHERE desktops.id = made.desktop_id AND NOT desktops.has_disk
        )
        SELECT {VmRow.Columns}, verdict.outcome
        FROM verdict LEFT JOIN (SELECT * FROM made UNION ALL SELECT * FROM known) vm ON true
        """;

    private const int OutcomeColumn = 21;

    public Task<DefineResult> DefineAsync(VmDefinition definition, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return RepeatIfBeatenAsync(() => DefineOnceAsync(definition, cancellation));
    }

    private async Task<DefineResult> DefineOnceAsync(VmDefinition definition, CancellationToken cancellation)
    {
        // Slots and memory of a host are given and taken under its row's lock; the statement after it sees what the one before waited for.
        var lockHost = Statement.Unread("SELECT FROM hosts WHERE id = @id FOR NO KEY UPDATE").With("id", definition.HostId.Value);
        var define = new Statement(Define)
            .With("id", definition.Id.Value)
            .With("module", definition.ModuleId.Value)
            .With("version", definition.ModuleVersion)
            .With("machine", definition.MachineName)
            .With("template", definition.Template.Template.Value)
            .With("template_version", definition.Template.Version)
            .With("host", definition.HostId.Value)
            .With("wish", definition.Wish)
            .With("session", definition.SessionId?.Value)
            .With("desktop", definition.DesktopId?.Value)
            .With("memory", definition.ReservedMiB)
            .With("stage", definition.Stage)
            .With("now", time.GetUtcNow());
        var results = await database.ListAsync([lockHost, .. LockDesktop(definition.DesktopId), define], ReadResult, cancellation);
        return results[0];
    }

    private static DefineResult ReadResult(Npgsql.NpgsqlDataReader row) => row.GetString(OutcomeColumn) switch
    {
        "Known" or nameof(DefineOutcome.Defined) => new DefineResult(DefineOutcome.Defined, VmRow.Read(row)),
        _ => new DefineResult(row.GetEnum<DefineOutcome>(OutcomeColumn), null),
    };
}
