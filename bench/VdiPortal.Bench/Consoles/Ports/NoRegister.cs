using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Bench.Consoles.Ports;

/// <summary>A register of connections that remembers none.</summary>
internal sealed class NoRegister : IConsoleStore
{
    /// <inheritdoc/>
    public Task<bool> AddAsync(ConsoleConnection connection, int limit, CancellationToken cancellation) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task RemoveAsync(ConsoleId id, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConsoleConnection>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ConsoleConnection>>([]);

    /// <inheritdoc/>
    public Task<int> RequestCutAsync(ConsoleFilter filter, CancellationToken cancellation) => Task.FromResult(0);

    /// <inheritdoc/>
    public Task KeepAliveAsync(Guid replica, TimeSpan silence, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConsoleId>> ListCutsAsync(Guid replica, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ConsoleId>>([]);
}
