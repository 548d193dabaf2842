using VdiPortal.Broker.Consoles;

namespace VdiPortal.Broker.Ports;

/// <summary>The register of open console connections; each row belongs to the replica that carries the connection.</summary>
public interface IConsoleStore
{
    /// <summary>Writes an open connection down. False when the user has <paramref name="limit"/> open ones already.</summary>
    Task<bool> AddAsync(ConsoleConnection connection, int limit, CancellationToken cancellation);

    /// <summary>Removes a connection that was closed.</summary>
    Task RemoveAsync(ConsoleId id, CancellationToken cancellation);

    /// <summary>All open connections, oldest first.</summary>
    Task<IReadOnlyList<ConsoleConnection>> ListAsync(CancellationToken cancellation);

    /// <summary>Asks the replicas that carry them to cut these connections (a <see cref="Changes.ChangeTopic.ConsoleCut"/> notice each).</summary>
    /// <returns>How many were asked for.</returns>
    Task<int> RequestCutAsync(ConsoleFilter filter, CancellationToken cancellation);

    /// <summary>Says that the replica lives, and removes the rows of replicas that have been silent for that long.</summary>
    Task KeepAliveAsync(Guid replica, TimeSpan silence, CancellationToken cancellation);

    /// <summary>Of these connections, the ones that shall be cut; read by their replica after an interruption of the feed.</summary>
    Task<IReadOnlyList<ConsoleId>> ListCutsAsync(Guid replica, CancellationToken cancellation);
}
