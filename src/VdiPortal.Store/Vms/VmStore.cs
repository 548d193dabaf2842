using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Vms;

/// <summary>VMs in PostgreSQL: reading. Claims, wishes and reports are in the other parts.</summary>
internal sealed partial class VmStore(Database database, TimeProvider time) : IVmStore
{
    public Task<Vm?> GetAsync(VmId id, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"SELECT {VmRow.Columns} FROM vms vm WHERE vm.id = @id").With("id", id.Value),
            VmRow.Read,
            cancellation);

    public Task<IReadOnlyList<Vm>> ListOfSessionAsync(SessionId session, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"SELECT {VmRow.Columns} FROM vms vm WHERE vm.session_id = @session ORDER BY vm.created_at, vm.id")
                .With("session", session.Value),
            VmRow.Read,
            cancellation);

    public Task<IReadOnlyList<Vm>> ListOnHostAsync(HostId host, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"SELECT {VmRow.Columns} FROM vms vm WHERE vm.host_id = @host AND vm.power <> 'Gone' ORDER BY vm.slot")
                .With("host", host.Value),
            VmRow.Read,
            cancellation);

    public Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"SELECT {VmRow.Columns} FROM vms vm WHERE vm.power <> 'Gone' ORDER BY vm.host_id, vm.slot"),
            VmRow.Read,
            cancellation);

    public Task<IReadOnlyList<Vm>> ListFailedAsync(DateTimeOffset since, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"""
                SELECT {VmRow.Columns} FROM vms vm
                WHERE vm.failed_at >= @since AND vm.session_id IS NULL
                ORDER BY vm.failed_at, vm.id
                """)
                .With("since", since),
            VmRow.Read,
            cancellation);

    public Task<IReadOnlyList<PoolFill>> ListFillsAsync(CancellationToken cancellation) =>
        database.ListAsync(
            new Statement("""
                SELECT newest.id, machine.name, fill.took
                FROM modules newest
                JOIN module_machines machine ON machine.module_id = newest.id AND machine.module_version = newest.version
                CROSS JOIN LATERAL (
                    SELECT vm.ready_at - vm.created_at AS took
                    FROM vms vm
                    WHERE vm.module_id = newest.id AND vm.machine_name = machine.name AND vm.ready_at IS NOT NULL
                        AND (vm.claimed_at IS NULL OR vm.claimed_at >= vm.ready_at)
                    ORDER BY vm.ready_at DESC
                    LIMIT 20
                ) fill
                """),
            row => new PoolFill(new PoolKey(new ModuleId(row.GetGuid(0)), row.GetString(1)), row.GetTimeSpan(2)),
            cancellation);
}
