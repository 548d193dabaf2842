using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VdiPortal.Broker;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway;

/// <summary>
/// Cuts the connections of this replica that the register says are to be cut, and all of them when the portal stops. After an interruption of
/// the feed the register is read until it answers; notices are heard meanwhile.
/// </summary>
internal sealed partial class ConsoleCutter(
    LiveConsoles live,
    IConsoleStore consoles,
    IChangeFeed feed,
    ReplicaIdentity replica,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ConsoleCutter> log) : BackgroundService
{
    /// <summary>How long after a failure the register is read again.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _missed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = lifetime.ApplicationStopping.Register(live.CutAll);
        await Task.WhenAll(FollowAsync(stoppingToken), CatchUpAsync(stoppingToken));
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var subscription = feed.Subscribe(notice => notice.Topic is ChangeTopic.ConsoleCut or ChangeTopic.Resync);
        await foreach (var notice in subscription.Notices.ReadAllAsync(cancellation))
        {
            if (notice.Topic == ChangeTopic.ConsoleCut)
                live.Cut(new ConsoleId(notice.Id));
            else
                _missed.Writer.TryWrite(true);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        await foreach (var _ in _missed.Reader.ReadAllAsync(cancellation))
        {
            while (!await TryCutMissedAsync(cancellation))
                await Task.Delay(Retry, time, cancellation);
        }
    }

    private async Task<bool> TryCutMissedAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var id in await consoles.ListCutsAsync(replica.Id, cancellation))
                live.Cut(id);
            return true;
        }
#pragma warning disable CA1031 // Cutting must outlive whatever the register meets; it is read again.
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotRead(exception);
            return false;
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "The register of consoles could not be read; tried again in 1 s")]
    private partial void LogNotRead(Exception exception);
}
