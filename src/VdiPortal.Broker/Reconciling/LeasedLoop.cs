using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Broker.Reconciling;

/// <summary>
/// A loop that one replica at a time runs under a lease. A round that fails is logged and tried again; rounds are idempotent,
/// so two replicas that both believe to hold the lease do no harm.
/// </summary>
public abstract partial class LeasedLoop(string name, ILeaseStore leases, ReplicaIdentity replica, TimeProvider time, ILogger log)
    : BackgroundService
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The loop must outlive whatever a round meets; the round is repeated.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogRoundFailed(exception, name);
                await PauseAsync(stoppingToken);
            }
        }

        await GiveBackAsync();
    }

    /// <summary>One round of work.</summary>
    protected abstract Task RunRoundAsync(CancellationToken cancellation);

    /// <summary>Waits until the next round is due.</summary>
    protected abstract Task WaitAsync(CancellationToken cancellation);

    private async Task TurnAsync(CancellationToken cancellation)
    {
        if (!await leases.TryHoldAsync(name, replica.Id, Duration, cancellation))
        {
            await Task.Delay(Retry, time, cancellation);
            return;
        }

        await RunRoundAsync(cancellation);
        await WaitAsync(cancellation);
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Retry, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The portal is stopping; the loop's condition sees it.
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            await leases.ReleaseAsync(name, replica.Id, CancellationToken.None);
        }
#pragma warning disable CA1031 // The lease runs out by itself, whatever kept it from being given back.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotReleased(exception, name);
        }
    }

    [LoggerMessage(1040, LogLevel.Error, "A round of {Loop} failed; it is repeated")]
    private partial void LogRoundFailed(Exception exception, string loop);

    [LoggerMessage(1041, LogLevel.Information, "The lease of {Loop} was not given back; it runs out by itself")]
    private partial void LogNotReleased(Exception exception, string loop);
}
