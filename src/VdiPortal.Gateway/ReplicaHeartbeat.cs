using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VdiPortal.Broker;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway;

/// <summary>Says that this replica lives, so that the rows of a dead one are removed from the register.</summary>
internal sealed partial class ReplicaHeartbeat(
    IConsoleStore consoles, ReplicaIdentity replica, TimeProvider time, ILogger<ReplicaHeartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await consoles.KeepAliveAsync(replica.Id, Silence, stoppingToken);
            }
            catch (DbException exception)
            {
                LogMissed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(2001, LogLevel.Warning, "The database did not take this replica's sign of life; tried again in 10 s")]
    private partial void LogMissed(Exception exception);
}
