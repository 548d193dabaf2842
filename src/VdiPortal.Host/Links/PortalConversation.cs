using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using VdiPortal.Host.Capacity;
using VdiPortal.Host.Consoles;
using VdiPortal.Host.Reports;
using VdiPortal.Host.Slots;
using VdiPortal.Vir;

namespace VdiPortal.Host.Links;

/// <summary>What is said on a connection to the portal, in which order (docs/vir.md, "Sequence").</summary>
internal sealed partial class PortalConversation(
    SlotEngine engine, HostProfile profile, HypervisorHealth health, LoadMeter meter, ConsoleGate gate, TimeProvider time, ILogger<PortalConversation> log)
{
    /// <summary>VMs in one report; with the longest details still far from <see cref="VirProtocol.MaxMessageBytes"/>.</summary>
    public const int VmsPerReport = 500;

    private static readonly string AgentVersion = typeof(PortalConversation).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Registers, reports everything and takes all wishes in.</summary>
    /// <exception cref="PortalRefusedException">The portal speaks another version.</exception>
    public async Task BeginAsync(PortalCall call, CancellationToken cancellation)
    {
        var welcome = await call.Portal.Register(Introduce()).WaitAsync(cancellation);
        if (welcome is not { ProtocolVersion: VirProtocol.Version })
            throw new PortalRefusedException($"The portal speaks version {welcome?.ProtocolVersion} of the VIR protocol, this host version {VirProtocol.Version}. Update the older one.");

        gate.Trust(welcome);
        var all = engine.Board.TakeAll();
        var wishes = await call.Portal.Reconcile(StatusSize.Fit(all.Statuses)).WaitAsync(cancellation);
        engine.Confirm(all);
        engine.Apply(wishes ?? []);
    }

    /// <summary>Reports changes and gives signs of life until the connection ends, one way or the other.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task GoOnAsync(PortalCall call, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, call.Broken);
        Task[] talks = [ReportAsync(call.Portal, end.Token), KeepAliveAsync(call.Portal, end.Token)];
        var first = await Task.WhenAny(talks);
        await end.CancelAsync();
        await Task.WhenAll(talks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (call.Broken.IsCancellationRequested)
            throw new IOException(call.Fault?.Message ?? "The portal closed it.");

        await first;
    }

    private Hello Introduce() => new(
        VirProtocol.Version,
        profile.Name,
        profile.Slots,
        profile.MemoryMiB,
        profile.CpuCores,
        profile.Site,
        profile.Labels,
        AgentVersion,
        health.Description,
        $"unix:{profile.ConsoleSocket}",
        profile.BootId,
        health.Problem);

    private async Task ReportAsync(IVirPortal portal, CancellationToken cancellation)
    {
        var backOff = new BackOff();
        while (true)
        {
            await engine.Board.WaitAsync(cancellation);
            var batch = engine.Board.TakeDue(VmsPerReport);
            if (batch.Statuses.Count == 0)
                continue;

            if (await TryAsync(() => portal.Report(batch.Statuses), nameof(IVirPortal.Report)))
            {
                engine.Confirm(batch);
                backOff.Reset();
                continue;
            }

            await Task.Delay(backOff.Next(), time, cancellation);
            engine.Board.Return();
        }
    }

    private async Task KeepAliveAsync(IVirPortal portal, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(VirProtocol.KeepAliveInterval, time);
        do
        {
            await TryAsync(() => portal.KeepAlive(meter.Measure()), nameof(IVirPortal.KeepAlive));
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>An error that the portal reports is its own trouble, a database that is away for example: the connection stays.</summary>
    private async Task<bool> TryAsync(Func<Task> call, string method)
    {
        try
        {
            await call();
            return true;
        }
        catch (HubException e)
        {
            LogPortalError(method, e.Message);
            return false;
        }
    }

    [LoggerMessage(4311, LogLevel.Warning, "The portal could not deal with {Method}; trying again: {Reason}")]
    private partial void LogPortalError(string method, string reason);
}
