using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Hubs;

/// <summary>Tells the hosts of this replica what was wished anywhere: woken by the change feed, and by the clock for what was missed.</summary>
internal sealed partial class WishDispatcher(
    IChangeFeed feed, IVmStore vms, HostService hosts, HostLinks links, TimeProvider time, ILogger<WishDispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FollowAsync(stoppingToken), RepeatAsync(stoppingToken));

    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var subscription = feed.Subscribe(notice => notice.Topic is ChangeTopic.Wish or ChangeTopic.Resync);
        await foreach (var notice in subscription.Notices.ReadAllAsync(cancellation))
            await TryAsync(() => notice.Topic == ChangeTopic.Resync ? SendAllAsync(cancellation) : SendAsync(notice, cancellation), cancellation);
    }

    private async Task RepeatAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
            await TryAsync(() => SendAllAsync(cancellation), cancellation);
    }

    private async Task SendAsync(ChangeNotice notice, CancellationToken cancellation)
    {
        if (links.Find(new HostId(notice.Scope)) is not { } link)
            return;
        if (await vms.GetAsync(new VmId(notice.Id), cancellation) is { } vm && vm.Power != PowerState.Gone)
            link.Send(new WishedVm(vm.Id, vm.Generation, vm.Wish, vm));
        else
            link.Forget(new VmId(notice.Id));
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        foreach (var link in links.All)
        {
            foreach (var wished in await hosts.ListWishedAsync(link.Connection.HostId, cancellation))
                link.Send(wished);
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Sending must outlive whatever a round meets; the round is repeated.
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(3003, LogLevel.Warning, "The database did not answer; wishes are sent with the next round")]
    private partial void LogFailed(Exception exception);
}
