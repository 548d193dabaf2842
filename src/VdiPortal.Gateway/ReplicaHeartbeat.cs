using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VdiPortal.Broker;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway;

/// <summary>Says that this replica lives, so that the rows of a dead one are removed from the register; strikes off what is owed.</summary>
internal sealed partial class ReplicaHeartbeat(
    IConsoleStore consoles, ConsoleCloser closer, ReplicaIdentity replica, TimeProvider time, ILogger<ReplicaHeartbeat> log) : BackgroundService
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await TryBeatAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryBeatAsync(CancellationToken cancellation)
    {
        try
        {
            await consoles.KeepAliveAsync(replica.Id, Silence, cancellation);
            await closer.RetryAsync(cancellation);
        }
#pragma warning disable CA1031 // The heart must go on beating whatever the register meets.
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogMissed(exception);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "The database did not take this replica's sign of life; tried again in 10 s")]
    private partial void LogMissed(Exception exception);
}
