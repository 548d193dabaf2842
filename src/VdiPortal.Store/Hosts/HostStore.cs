using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Hosts;

/// <summary>Hosts in PostgreSQL. When a host was heard of last is a matter of the database's clock.</summary>
internal sealed partial class HostStore(Database database) : IHostStore
{
    /// <summary>A host's complaint is cut to this many characters.</summary>
    private const int LongestProblem = 500;

    public async Task<bool> KeepAliveAsync(HostConnection connection, HostLoad load, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(load);
        var note = new Statement("""
            UPDATE hosts
            SET last_seen_at = clock_timestamp(), reachable = true, cpu_percent = @cpu, free_memory_mib = @memory,
                free_disk_bytes = @disk, problem = @problem
            WHERE id = @id AND connection = @connection
            """)
            .With("id", connection.HostId.Value)
            .With("connection", connection.Number)
            .With("cpu", load.CpuPercent)
            .With("memory", load.FreeMemoryMiB)
            .With("disk", load.FreeDiskBytes)
            .With("problem", load.Problem is { } problem ? StorableText.Of(problem, LongestProblem) : null);
        return await database.ExecuteAsync([Database.CommitWithoutWaiting, note], cancellation) == 1;
    }

    public Task<IReadOnlyList<VmHost>> MarkUnreachableAsync(TimeSpan silence, CancellationToken cancellation) =>
        database.ListAsync(
            new Statement($"""
                UPDATE hosts host SET reachable = false
                WHERE host.state IN ('Online', 'Draining') AND host.last_seen_at < clock_timestamp() - @silence
                RETURNING {HostRow.Columns}
                """)
                .With("silence", silence),
            HostRow.Read,
            cancellation);

    public Task<IReadOnlyList<VmHost>> ListAsync(CancellationToken cancellation) =>
        database.ListAsync(new Statement($"SELECT {HostRow.Columns} FROM hosts host ORDER BY host.name"), HostRow.Read, cancellation);

    public Task<VmHost?> GetAsync(HostId id, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"SELECT {HostRow.Columns} FROM hosts host WHERE host.id = @id").With("id", id.Value),
            HostRow.Read,
            cancellation);

    public Task<HostConnection?> GetConnectionAsync(HostId id, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement("SELECT replica, connection FROM hosts WHERE id = @id").With("id", id.Value),
            row => new HostConnection(id, row.GetGuid(0), row.GetInt64(1)),
            cancellation);

    public async Task<bool> SetStateAsync(HostId id, HostState state, CancellationToken cancellation)
    {
        if (state == HostState.Unreachable)
            throw new ArgumentOutOfRangeException(nameof(state), state, "Nobody wants a host unreachable; it is found to be.");

        return await database.ExecuteAsync(
            new Statement("UPDATE hosts SET wanted = @state WHERE id = @id").With("id", id.Value).With("state", state),
            cancellation) == 1;
    }
}
