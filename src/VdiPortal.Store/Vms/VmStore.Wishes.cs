using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Vms;

internal sealed partial class VmStore
{
    public async Task<Vm?> SetWishAsync(VmId id, VmWish wish, bool onlyUnclaimed, CancellationToken cancellation)
    {
        var change = new Statement("""
            UPDATE vms
            SET wish = @wish, generation = generation + 1
            WHERE id = @id AND power <> 'Gone' AND wish <> @wish
                AND (session_id IS NULL OR NOT @only_unclaimed)
                AND wish <> 'Destroy' AND (wish <> 'ShutDown' OR @wish = 'Destroy')
            """);

        // Has a snapshot of its own: sees a wish that the first one waited for and found standing already.
        var standing = new Statement($"""
            SELECT {VmRow.Columns} FROM vms vm
            WHERE vm.id = @id AND vm.power <> 'Gone' AND vm.wish = @wish AND (vm.session_id IS NULL OR NOT @only_unclaimed)
            """);
        return await database.FindAsync([Bind(change), Bind(standing)], VmRow.Read, cancellation);

        Statement Bind(Statement statement) =>
            statement.With("id", id.Value).With("wish", wish).With("only_unclaimed", onlyUnclaimed);
    }

    public Task<Vm?> FailAsync(VmId id, Failure failure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return database.FindAsync(
            new Statement($"""
                UPDATE vms vm
                SET failure_code = @failure_code, failure_detail = @failure_detail, failed_at = coalesce(vm.failed_at, @now),
                    wish = 'Destroy', generation = vm.generation + CASE WHEN vm.wish = 'Destroy' THEN 0 ELSE 1 END
                WHERE vm.id = @id AND vm.power <> 'Gone'
                RETURNING {VmRow.Columns}
                """)
                .With("id", id.Value)
                .With("failure", failure)
                .With("now", time.GetUtcNow()),
            VmRow.Read,
            cancellation);
    }
}
