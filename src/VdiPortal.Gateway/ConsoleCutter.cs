using Microsoft.Extensions.Hosting;
using VdiPortal.Broker;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Gateway;

/// <summary>Cuts the connections of this replica that the register says are to be cut, and says that the replica lives.</summary>
internal sealed class ConsoleCutter(
    LiveConsoles live, IConsoleStore consoles, IChangeFeed feed, ReplicaIdentity replica, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = lifetime.ApplicationStopping.Register(live.CutAll);
        using var subscription = feed.Subscribe(notice => notice.Topic is ChangeTopic.ConsoleCut or ChangeTopic.Resync);
        await foreach (var notice in subscription.Notices.ReadAllAsync(stoppingToken))
        {
            if (notice.Topic == ChangeTopic.ConsoleCut)
                live.Cut(new ConsoleId(notice.Id));
            else
                await CatchUpAsync(stoppingToken);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        foreach (var id in await consoles.ListCutsAsync(replica.Id, cancellation))
            live.Cut(id);
    }
}
