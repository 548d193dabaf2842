using Npgsql;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Vms;

internal sealed partial class VmStore
{
    private const string Claim = $"""
        WITH mine AS (
            SELECT id FROM vms WHERE session_id = @session AND machine_name = @machine
        ), furthest AS (
            SELECT vm.id
            FROM vms vm JOIN hosts ON hosts.id = vm.host_id
            WHERE vm.module_id = @module AND vm.module_version = @version AND vm.machine_name = @machine
                AND vm.power = 'Paused' AND vm.wish = 'Warm' AND vm.session_id IS NULL
                AND hosts.state = 'Online'
                AND NOT EXISTS (SELECT FROM mine)
                AND (@desktop::uuid IS NULL
                    OR EXISTS (SELECT FROM desktops WHERE id = @desktop AND NOT has_disk)
                    AND NOT EXISTS (SELECT FROM vms WHERE desktop_id = @desktop AND power <> 'Gone'))
            ORDER BY array_position(ARRAY['AfterServices', 'AfterOs', 'BeforeOs'], vm.ready_stage), vm.ready_at, vm.id
            LIMIT 1
            FOR NO KEY UPDATE OF vm SKIP LOCKED
        ), claimed AS (
            UPDATE vms
            SET session_id = @session, desktop_id = @desktop, wish = 'Run', generation = generation + 1, claimed_at = @now
            WHERE id = (SELECT id FROM furthest)
            RETURNING *
        ), taken_over AS (
            UPDATE desktops
            SET home_host = claimed.host_id, module_version = claimed.module_version,
                template_id = claimed.template_id, template_version = claimed.template_version
            FROM claimed
            WHERE desktops.id = claimed.desktop_id
        )
        SELECT {VmRow.Columns} FROM claimed vm
        UNION ALL
        SELECT {VmRow.Columns} FROM vms vm WHERE vm.id = (SELECT id FROM mine)
        """;

    public Task<Vm?> ClaimWarmAsync(
        SessionId session, ModuleId module, int moduleVersion, string machineName, DesktopId? desktop, CancellationToken cancellation)
    {
        var claim = new Statement(Claim)
            .With("session", session.Value)
            .With("module", module.Value)
            .With("version", moduleVersion)
            .With("machine", machineName)
            .With("desktop", desktop?.Value)
            .With("now", time.GetUtcNow());
        return RepeatIfBeatenAsync(() => database.FindAsync([.. LockDesktop(desktop), claim], VmRow.Read, cancellation));
    }

    /// <summary>Whoever gives a VM to a desktop takes the desktop's row first, so that two who do wait for each other in one place.</summary>
    private static IEnumerable<Statement> LockDesktop(DesktopId? desktop) =>
        desktop is { } id ? [Statement.Unread("SELECT FROM desktops WHERE id = @id FOR NO KEY UPDATE").With("id", id.Value)] : [];

    /// <summary>
    /// Runs it again when a unique index refused it: somebody else's claim for the same session came in between, and is seen the second time.
    /// </summary>
    private static async Task<T> RepeatIfBeatenAsync<T>(Func<Task<T>> run)
    {
        for (var left = 3; ; left--)
        {
            try
            {
                return await run();
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation && left > 0)
            {
                // The next turn finds what was written meanwhile.
            }
        }
    }
}
