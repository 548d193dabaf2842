using System.Collections.Concurrent;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>Hosts in memory; a console only looks for their endpoint.</summary>
internal sealed class FakeHosts : IHostStore
{
    public ConcurrentDictionary<HostId, VmHost> All { get; } = new();

    public Task<VmHost?> GetAsync(HostId id, CancellationToken cancellation) => Task.FromResult(All.GetValueOrDefault(id));

    public Task<(HostConnection Connection, bool Rebooted)> RegisterAsync(HostRegistration host, Guid replica, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<bool> KeepAliveAsync(HostConnection connection, HostLoad load, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<VmHost>> MarkUnreachableAsync(TimeSpan silence, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<VmHost>> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<HostConnection?> GetConnectionAsync(HostId id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> SetStateAsync(HostId id, HostState state, CancellationToken cancellation) => throw new NotSupportedException();
}
