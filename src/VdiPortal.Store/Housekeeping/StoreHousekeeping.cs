using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VdiPortal.Store.Changes;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Housekeeping;

/// <summary>
/// Makes the end of sign-ins known and removes what has had its day. Every replica does it; the statements leave out what another
/// one is at, so that no lease is needed.
/// </summary>
internal sealed partial class StoreHousekeeping(Database database, TimeProvider time, ILogger<StoreHousekeeping> log) : BackgroundService
{
    /// <summary>A sign-in that ran out is made known this long afterwards at the latest.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>How long sign-ins, tokens and codes are kept after their end.</summary>
    public static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(30);

    /// <summary>One round.</summary>
    public async Task CleanAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await database.ExecuteAsync(
            new Statement("""
                UPDATE sign_ins SET expired = true
                WHERE id IN (
                    SELECT id FROM sign_ins
                    WHERE expires_at <= @now AND revoked_at IS NULL AND NOT expired
                    LIMIT 1000 FOR UPDATE SKIP LOCKED)
                """)
                .With("now", now),
            cancellation);
        await database.ExecuteAsync(
            [
                new Statement("DELETE FROM changes WHERE at < clock_timestamp() - @kept").With("kept", ChangeOutbox.Retention),
                new Statement("DELETE FROM sign_ins WHERE expires_at < @then").With("then", now - KeptAfterEnd),
                new Statement("DELETE FROM api_tokens WHERE expires_at < @then").With("then", now - KeptAfterEnd),
                new Statement("DELETE FROM setup_codes WHERE expires_at < @then").With("then", now - KeptAfterEnd),
            ],
            cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryCleanAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal is stopping.
        }
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await CleanAsync(cancellation);
        }
#pragma warning disable CA1031 // Housekeeping must outlive whatever a round meets; the round is repeated.
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(2020, LogLevel.Warning, "Housekeeping of the store failed; it is repeated")]
    private partial void LogFailed(Exception exception);
}
