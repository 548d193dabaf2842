using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Reconciling;

namespace VdiPortal.Broker.Pools;

/// <summary>Keeps the pools filled in the background (requirement B7).</summary>
internal sealed class PoolLoop(
    PoolService pools, PoolSignal signal, ILeaseStore leases, ReplicaIdentity replica, TimeProvider time, ILogger<PoolLoop> log)
    : LeasedLoop("pools", leases, replica, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time = time;

    protected override async Task RunRoundAsync(CancellationToken cancellation) => await pools.ReconcileAsync(cancellation);

    protected override Task WaitAsync(CancellationToken cancellation) => signal.WaitAsync(Interval, _time, cancellation);
}
