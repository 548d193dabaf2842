using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Changes;

/// <summary>
/// The replica's one LISTEN connection. NOTIFY is the quick way; the outbox is looked at from time to time and after every interruption,
/// so nothing is lost when a notification is. Reconnects for as long as the portal runs.
/// </summary>
internal sealed partial class ChangeListener(Database database, ChangeFeed feed, TimeProvider time, ILogger<ChangeListener> log)
    : BackgroundService
{
    /// <summary>How often the outbox is looked at while the connection is quiet; also finds a connection that died silently.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly ChangeOutbox _outbox = new(feed, time);
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The feed must outlive whatever its connection meets; it is opened anew.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogInterrupted(exception, Pause());

                // If the server went, it took the pool's connections along: better to open new ones than to fail once with each.
                database.ForgetConnections();
            }

            await Task.Delay(Pause(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _failures++;
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenOwnConnectionAsync(cancellation);
        connection.Notification += (_, arrived) => Take(arrived.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN vdi_changes", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        while (true)
        {
            await _outbox.LookAsync(connection, cancellation);
            if (_failures > 0)
                LogRestored();
            _failures = 0;
            await HearAsync(connection, cancellation);
        }
    }

    /// <summary>Hands on what arrives until it is time to look at the outbox again.</summary>
    private async Task HearAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < LookInterval && await connection.WaitAsync(LookInterval, cancellation))
        {
        }
    }

    private void Take(string payload)
    {
        if (ChangePayload.Parse(payload) is { } notice)
            _outbox.Take(notice);
        else
            LogStrange();
    }

    /// <summary>0.1 s after the first failure, doubled after each.</summary>
    private TimeSpan Pause() => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 0.1 * Math.Pow(2, Math.Min(_failures, 10))));

    [LoggerMessage(2001, LogLevel.Warning, "The change feed was interrupted; the next try is in {Pause}")]
    private partial void LogInterrupted(Exception exception, TimeSpan pause);

    [LoggerMessage(2002, LogLevel.Information, "The change feed goes on")]
    private partial void LogRestored();

    [LoggerMessage(2003, LogLevel.Warning, "A notification of the change feed was not understood; it was left out")]
    private partial void LogStrange();
}
