using VdiPortal.Broker.Hosts;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Hosts;

internal sealed partial class HostStore
{
    public async Task<(HostConnection Connection, bool Rebooted)> RegisterAsync(
        HostRegistration host, Guid replica, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        var registered = await database.FindAsync(
            [Upsert(host, replica), RemoveSlots(host), AddSlots(host), Answer(host)],
            row => new Registered(new HostConnection(new HostId(row.GetGuid(0)), replica, row.GetInt64(1)), row.GetBoolean(2)),
            cancellation);
        return (registered!.Connection, registered.Rebooted);
    }

    private static Statement Upsert(HostRegistration host, Guid replica) => new Statement("""
        INSERT INTO hosts AS host (
            id, name, wanted, reachable, announced_slots, announced_mib, memory_mib, cpu_cores, site, labels, agent_version, hypervisor,
            console_endpoint, boot_id, previous_boot_id, replica, connection, last_seen_at, problem)
        VALUES (
            @id, @name, 'Online', true, @slots, @memory, @memory, @cores, @site, @labels, @agent_version, @hypervisor,
            @endpoint, @boot_id, @boot_id, @replica, 1, clock_timestamp(), @problem)
        ON CONFLICT (name) DO UPDATE SET
            reachable = true,
            announced_slots = excluded.announced_slots,
            announced_mib = excluded.announced_mib,
            memory_mib = greatest(excluded.announced_mib, host.reserved_mib),
            cpu_cores = excluded.cpu_cores,
            site = excluded.site,
            labels = excluded.labels,
            agent_version = excluded.agent_version,
            hypervisor = excluded.hypervisor,
            console_endpoint = excluded.console_endpoint,
            previous_boot_id = host.boot_id,
            boot_id = excluded.boot_id,
            replica = excluded.replica,
            connection = host.connection + 1,
            last_seen_at = clock_timestamp(),
            problem = excluded.problem
        """)
        .With("id", HostId.New().Value)
        .With("name", host.Name)
        .With("slots", host.Slots)
        .With("memory", host.MemoryMiB)
        .With("cores", host.CpuCores)
        .With("site", host.Site)
        .With("labels", host.Labels)
        .With("agent_version", host.AgentVersion)
        .With("hypervisor", host.Hypervisor)
        .With("endpoint", host.ConsoleEndpoint)
        .With("boot_id", host.BootId)
        .With("replica", replica)
        .With("problem", host.Problem is { } problem ? StorableText.Of(problem, LongestProblem) : null);

    /// <summary>Surplus slots go at once when they are free; those that are taken go when their VM is gone (a trigger sees to it).</summary>
    private static Statement RemoveSlots(HostRegistration host) => new Statement("""
        DELETE FROM slots USING hosts
        WHERE hosts.name = @name AND slots.host_id = hosts.id AND slots.number >= hosts.announced_slots AND slots.vm_id IS NULL
        """)
        .With("name", host.Name);

    private static Statement AddSlots(HostRegistration host) => new Statement("""
        INSERT INTO slots (host_id, number)
        SELECT hosts.id, number FROM hosts, generate_series(0, hosts.announced_slots - 1) number WHERE hosts.name = @name
        ON CONFLICT DO NOTHING
        """)
        .With("name", host.Name);

    private static Statement Answer(HostRegistration host) =>
        new Statement("SELECT id, connection, boot_id <> previous_boot_id FROM hosts WHERE name = @name").With("name", host.Name);

    private sealed record Registered(HostConnection Connection, bool Rebooted);
}
