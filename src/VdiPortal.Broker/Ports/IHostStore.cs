using VdiPortal.Broker.Hosts;

namespace VdiPortal.Broker.Ports;

/// <summary>Hosts, their slots and their connections.</summary>
public interface IHostStore
{
    /// <summary>Adds the host or takes the one of that name back; its slots are made to number; a new connection number is given.</summary>
    /// <returns>The connection, and whether the boot id is another than before (then all its VMs have ended).</returns>
    Task<(HostConnection Connection, bool Rebooted)> RegisterAsync(HostRegistration host, Guid replica, CancellationToken cancellation);

    /// <summary>Notes a keep-alive. False when this is no longer the host's connection.</summary>
    Task<bool> KeepAliveAsync(HostConnection connection, HostLoad load, CancellationToken cancellation);

    /// <summary>Marks hosts that were online (or draining) and have not been heard of for this long as unreachable, and returns them.</summary>
    Task<IReadOnlyList<VmHost>> MarkUnreachableAsync(TimeSpan silence, CancellationToken cancellation);

    /// <summary>All hosts by name.</summary>
    Task<IReadOnlyList<VmHost>> ListAsync(CancellationToken cancellation);

    /// <summary>One host, or null.</summary>
    Task<VmHost?> GetAsync(HostId id, CancellationToken cancellation);

    /// <summary>Which connection the host has at present; null when it never connected.</summary>
    Task<HostConnection?> GetConnectionAsync(HostId id, CancellationToken cancellation);

    /// <summary>Sets the state that an administrator wants (online, draining, maintenance, offline). False when there is no such host.</summary>
    Task<bool> SetStateAsync(HostId id, HostState state, CancellationToken cancellation);
}
