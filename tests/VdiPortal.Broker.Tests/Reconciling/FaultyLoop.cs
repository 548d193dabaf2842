using Microsoft.Extensions.Logging.Abstractions;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Reconciling;

namespace VdiPortal.Broker.Tests.Reconciling;

/// <summary>A loop, and its lease, that meet a fault where and when the test wants.</summary>
internal sealed class FaultyLoop(Exception? firstRound = null, Exception? givingBack = null)
    : LeasedLoop("test", new Leases(givingBack), ReplicaIdentity.New(), new HastyTime(), NullLogger.Instance)
{
    private readonly TaskCompletionSource _worked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _rounds;

    /// <summary>Completes with the first round that works.</summary>
    public Task Worked => _worked.Task.WaitAsync(TimeSpan.FromSeconds(60));

    protected override Task RunRoundAsync(CancellationToken cancellation)
    {
        if (_rounds++ == 0 && firstRound is { } fault)
            throw fault;

        _worked.TrySetResult();
        return Task.CompletedTask;
    }

    protected override Task WaitAsync(CancellationToken cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);

    private sealed class Leases(Exception? givingBack) : ILeaseStore
    {
        public Task<bool> TryHoldAsync(string name, Guid holder, TimeSpan duration, CancellationToken cancellation) => Task.FromResult(true);

        public Task ReleaseAsync(string name, Guid holder, CancellationToken cancellation) =>
            givingBack is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    }
}
