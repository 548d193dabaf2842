using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>Carries out what <see cref="PoolPlanner"/> works out. Idempotent.</summary>
public sealed partial class PoolService(
    IVmStore vms,
    IHostLink link,
    IAuditLog audit,
    PoolSurvey survey,
    PoolPlanner planner,
    ILogger<PoolService> log)
{
    /// <summary>
    /// The host's report upon which stock was given up last. Only paces: whoever takes over without it gives up once more at worst, until the
    /// next report comes.
    /// </summary>
    private readonly ConcurrentDictionary<HostId, DateTimeOffset> _answered = new();

    /// <summary>How each pool stands; for administrators and trainers, empty for others.</summary>
    public async Task<IReadOnlyList<PoolStatus>> ListAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Trainer) ? planner.Plan(await survey.TakeAsync(_answered, cancellation)).Pools : [];

    /// <summary>One round: cleans up after failures, discards what is too much, starts what is missing.</summary>
    /// <returns>Whether anything was done.</returns>
    public async Task<bool> ReconcileAsync(CancellationToken cancellation)
    {
        var snapshot = await survey.TakeAsync(_answered, cancellation);
        var plan = planner.Plan(snapshot);
        var cleaned = await CleanUpAsync(snapshot.Vms, cancellation);
        foreach (var id in plan.Discards)
            await DiscardAsync(id, cancellation);
        foreach (var given in plan.Returns)
            await GiveUpAsync(given, snapshot, cancellation);
        foreach (var start in plan.Starts)
            await StartAsync(start, cancellation);
        return cleaned || plan.Discards.Count + plan.Returns.Count + plan.Starts.Count > 0;
    }

    private async Task<bool> CleanUpAsync(IReadOnlyList<Vm> all, CancellationToken cancellation)
    {
        var broken = all.Where(vm => vm.SessionId is null && vm is { Power: PowerState.Failed, Wish: not VmWish.Destroy }).ToList();
        foreach (var vm in broken)
        {
            var failure = vm.Failure ?? new Failure(FailureCode.StartFailed);
            LogDiscarded(vm.Id, failure.Code, failure.Detail);
            await audit.WriteAsync(AuditEntries.System(AuditActions.VmDiscarded, vm.Id.ToString(), AuditOutcome.Failed, failure.Code.ToString()), cancellation);
            await DiscardAsync(vm.Id, cancellation);
        }

        return broken.Count > 0;
    }

    private async Task GiveUpAsync(PoolReturn given, PoolSnapshot snapshot, CancellationToken cancellation)
    {
        var host = snapshot.Hosts.Single(host => host.Id == given.Host);
        _answered[host.Id] = host.LastSeenAt;
        if (!await DiscardAsync(given.Vm, cancellation))
            return;

        LogGivenUp(given.Vm, host.Name, given.FreeMiB, snapshot.Memory.FloorMiB);
        var detail = $"{nameof(PoolShortage.MemoryShort)}: {given.FreeMiB} MiB free on {host.Name}, floor {snapshot.Memory.FloorMiB} MiB";
        await audit.WriteAsync(AuditEntries.System(AuditActions.VmDiscarded, given.Vm.ToString(), AuditOutcome.Done, detail), cancellation);
    }

    private async Task<bool> DiscardAsync(VmId id, CancellationToken cancellation)
    {
        if (await vms.SetWishAsync(id, VmWish.Destroy, onlyUnclaimed: true, cancellation) is not { } vm)
            return false;

        link.Push(vm);
        return true;
    }

    private async Task StartAsync(PoolStart start, CancellationToken cancellation)
    {
        var target = start.Target;
        var definition = new VmDefinition(
            VmId.New(), target.Key.ModuleId, target.ModuleVersion, target.Key.MachineName, target.Template, start.Host, VmWish.Warm, null, null, target.MemoryMiB)
        {
            Stage = start.Stage,
        };
        if (await vms.DefineAsync(definition, cancellation) is { Vm: { } vm })
            link.Push(vm);
    }

    [LoggerMessage(1030, LogLevel.Warning, "Discarding VM {Vm} of a pool: {Reason} {Detail}")]
    private partial void LogDiscarded(VmId vm, FailureCode reason, string? detail);

    [LoggerMessage(1031, LogLevel.Information, "Giving up warm VM {Vm}: host {Host} has {FreeMiB} MiB of free memory, the floor is {FloorMiB} MiB")]
    private partial void LogGivenUp(VmId vm, string host, int freeMiB, int floorMiB);
}
