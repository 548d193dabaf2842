using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Bench.Consoles.Ports;

/// <summary>The VM of the scene; nothing about it ever changes.</summary>
internal sealed class OneVm(ConsoleScene scene) : IVmStore
{
    /// <inheritdoc/>
    public Task<Vm?> GetAsync(VmId id, CancellationToken cancellation) => Task.FromResult(id == scene.Vm.Id ? scene.Vm : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Vm>> ListOfSessionAsync(SessionId session, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Vm>> ListOnHostAsync(HostId host, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Vm>> ListFailedAsync(DateTimeOffset since, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<PoolFill>> ListFillsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Vm?> ClaimWarmAsync(
        SessionId session, ModuleId module, int moduleVersion, string machineName, DesktopId? desktop, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<DefineResult> DefineAsync(VmDefinition definition, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Vm?> SetWishAsync(VmId id, VmWish wish, bool onlyUnclaimed, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Vm>> ApplyReportsAsync(
        HostConnection connection, IReadOnlyList<VmReport> reports, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Vm>> MarkLostAsync(
        HostConnection connection, IReadOnlyCollection<VmId> reported, Failure failure, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Vm?> FailAsync(VmId id, Failure failure, CancellationToken cancellation) => throw new NotSupportedException();
}
