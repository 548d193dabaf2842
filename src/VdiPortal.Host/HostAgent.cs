using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VdiPortal.Host.Capacity;
using VdiPortal.Host.Consoles;
using VdiPortal.Host.Links;
using VdiPortal.Host.Slots;
using VdiPortal.Hypervisor;

namespace VdiPortal.Host;

/// <summary>
/// The agent's life: once the application has started it adopts what runs, opens the console socket and keeps a connection to the portal. The
/// portal hears nothing before everything is adopted: an empty report would say that no VM is left.
/// </summary>
internal sealed partial class HostAgent(
    IHypervisor hypervisor,
    HypervisorHealth health,
    SlotEngine engine,
    ConsoleListener listener,
    PortalLink link,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<HostAgent> log) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await engine.StopAsync();
        await listener.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WaitForApplicationAsync(stoppingToken);
            await PersistAsync(health.ProbeAsync, stoppingToken);
            await PersistAsync(AdoptAsync, stoppingToken);
            await PersistAsync(listener.StartAsync, stoppingToken);
            await Task.WhenAll(link.RunAsync(stoppingToken), PersistAsync(health.RunAsync, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application ends; machines go on.
        }
    }

    private async Task AdoptAsync(CancellationToken cancellation) => engine.Adopt(await hypervisor.AdoptAsync(cancellation));

    /// <summary>What breaks is tried again: an application is not to end because a directory cannot be read for a moment.</summary>
    private async Task PersistAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var backOff = new BackOff();
        while (true)
        {
            try
            {
                await work(cancellation);
                return;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LogBroken(e);
                await Task.Delay(backOff.Next(), time, cancellation);
            }
        }
    }

    private async Task WaitForApplicationAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    [LoggerMessage(4001, LogLevel.Error, "The host agent cannot start yet; trying again")]
    private partial void LogBroken(Exception exception);
}
