using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Vms;

internal sealed partial class VmStore
{
    private const string Apply = $"""
        WITH report AS (
            SELECT * FROM unnest(@ids, @generations, @powers, @progress, @codes, @details)
                AS report (vm_id, generation, power, progress, failure_code, failure_detail)
        ), news AS (
            SELECT
                vm.id, report.generation, report.power, report.progress,
                coalesce(report.failure_code, vm.failure_code) AS failure_code,
                CASE WHEN report.failure_code IS NULL THEN vm.failure_detail ELSE report.failure_detail END AS failure_detail
            FROM report
            JOIN vms vm ON vm.id = report.vm_id
            JOIN hosts ON hosts.id = vm.host_id AND hosts.id = @host AND hosts.connection = @connection
        )
        UPDATE vms vm
        SET power = news.power, progress = news.progress, failure_code = news.failure_code, failure_detail = news.failure_detail,
            ready_at = CASE WHEN news.power IN ('Ready', 'Paused', 'Running', 'Suspended') THEN coalesce(vm.ready_at, @now) ELSE vm.ready_at END,
            failed_at = CASE WHEN news.power = 'Failed' OR news.failure_code IS NOT NULL THEN coalesce(vm.failed_at, @now) ELSE vm.failed_at END,
            gone_at = CASE WHEN news.power = 'Gone' THEN @now END
        FROM news
        WHERE vm.id = news.id AND vm.power <> 'Gone'
            AND (news.generation >= vm.generation OR news.power IN ('Failed', 'Gone'))
            AND (news.power = vm.power OR (vm.power, news.power) IN (SELECT from_power, to_power FROM vm_power_steps))
            AND (vm.power, vm.progress, vm.failure_code, vm.failure_detail)
                IS DISTINCT FROM (news.power, news.progress, news.failure_code, news.failure_detail)
        RETURNING {VmRow.Columns}
        """;

    public async Task<IReadOnlyList<Vm>> ApplyReportsAsync(
        HostConnection connection, IReadOnlyList<VmReport> reports, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count == 0)
            return [];

        // Of several reports of one VM the last one holds.
        VmReport[] last = [.. reports.Reverse().DistinctBy(report => report.VmId)];
        var apply = new Statement(Apply)
            .With("host", connection.HostId.Value)
            .With("connection", connection.Number)
            .With("ids", last.Select(report => report.VmId.Value).ToArray())
            .With("generations", last.Select(report => report.Generation).ToArray())
            .With("powers", last.Select(report => report.Power.ToString()))
            .With("progress", last.Select(report => Math.Clamp(report.Progress, 0, 100)).ToArray())
            .With("codes", last.Select(report => report.Failure?.Code.ToString()))
            .With("details", last.Select(report => report.Failure?.Detail))
            .With("now", time.GetUtcNow());
        return await database.ListAsync([LockConnection(connection), apply], VmRow.Read, cancellation);
    }

    public Task<IReadOnlyList<Vm>> MarkLostAsync(
        HostConnection connection, IReadOnlyCollection<VmId> reported, Failure failure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(failure);
        var mark = new Statement($"""
            UPDATE vms vm
            SET power = 'Gone', gone_at = @now, failed_at = coalesce(vm.failed_at, @now),
                failure_code = coalesce(vm.failure_code, @failure_code),
                failure_detail = CASE WHEN vm.failure_code IS NULL THEN @failure_detail ELSE vm.failure_detail END
            FROM hosts
            WHERE hosts.id = @host AND hosts.connection = @connection AND vm.host_id = hosts.id
                AND vm.power NOT IN ('Defined', 'Gone') AND vm.id <> ALL (@reported)
            RETURNING {VmRow.Columns}
            """)
            .With("host", connection.HostId.Value)
            .With("connection", connection.Number)
            .With("reported", reported.Select(id => id.Value).ToArray())
            .With("failure", failure)
            .With("now", time.GetUtcNow());
        return database.ListAsync([LockConnection(connection), mark], VmRow.Read, cancellation);
    }

    /// <summary>Nobody registers the host anew between the look at its connection and the change, and memory is given back in order.</summary>
    private static Statement LockConnection(HostConnection connection) =>
        Statement.Unread("SELECT FROM hosts WHERE id = @id FOR NO KEY UPDATE").With("id", connection.HostId.Value);
}
