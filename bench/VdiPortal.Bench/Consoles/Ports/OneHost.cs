using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Bench.Consoles.Ports;

/// <summary>The host of the scene.</summary>
internal sealed class OneHost(ConsoleScene scene) : IHostStore
{
    /// <inheritdoc/>
    public Task<VmHost?> GetAsync(HostId id, CancellationToken cancellation) => Task.FromResult(id == scene.Host.Id ? scene.Host : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VmHost>> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<(HostConnection Connection, bool Rebooted)> RegisterAsync(HostRegistration host, Guid replica, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<bool> KeepAliveAsync(HostConnection connection, HostLoad load, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<VmHost>> MarkUnreachableAsync(TimeSpan silence, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<HostConnection?> GetConnectionAsync(HostId id, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<bool> SetStateAsync(HostId id, HostState state, CancellationToken cancellation) => throw new NotSupportedException();
}
