using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>Carries out what <see cref="PoolPlanner"/> works out. Idempotent.</summary>
public sealed partial class PoolService(
    ICatalogStore catalog,
    ITemplateStore templates,
    IVmStore vms,
    IHostStore hosts,
    ISessionStore sessions,
    IHostLink link,
    IAuditLog audit,
    PoolPlanner planner,
    TimeProvider time,
    ILogger<PoolService> log)
{
    /// <summary>How each pool stands; for administrators and trainers, empty for others.</summary>
    public async Task<IReadOnlyList<PoolStatus>> ListAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Trainer) ? planner.Plan(await TakeSnapshotAsync(cancellation)).Pools : [];

    /// <summary>One round: cleans up after failures, discards what is too much, starts what is missing.</summary>
    /// <returns>Whether anything was done.</returns>
    public async Task<bool> ReconcileAsync(CancellationToken cancellation)
    {
        var snapshot = await TakeSnapshotAsync(cancellation);
        var plan = planner.Plan(snapshot);
        var cleaned = await CleanUpAsync(snapshot.Vms, cancellation);
        foreach (var id in plan.Discards)
            await DiscardAsync(id, cancellation);
        foreach (var start in plan.Starts)
            await StartAsync(start, cancellation);
        return cleaned || plan.Discards.Count > 0 || plan.Starts.Count > 0;
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

    private async Task DiscardAsync(VmId id, CancellationToken cancellation)
    {
        if (await vms.SetWishAsync(id, VmWish.Destroy, onlyUnclaimed: true, cancellation) is { } vm)
            link.Push(vm);
    }

    private async Task StartAsync(PoolStart start, CancellationToken cancellation)
    {
        var target = start.Target;
        var definition = new VmDefinition(
            VmId.New(), target.Key.ModuleId, target.ModuleVersion, target.Key.MachineName, target.Template, start.Host, VmWish.Warm, null, null, target.MemoryMiB);
        if (await vms.DefineAsync(definition, cancellation) is { Vm: { } vm })
            link.Push(vm);
    }

    private async Task<PoolSnapshot> TakeSnapshotAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var modules = await catalog.ListAsync(cancellation);
        var memory = (await templates.ListAsync(cancellation)).ToDictionary(template => template.Id, template => VmMemory.Reserve(template.MemoryMiB));
        var targets = modules.SelectMany(module => module.Machines
            .Where(machine => memory.ContainsKey(machine.Template))
            .Select(machine => new PoolTarget(
                new PoolKey(module.Id, machine.Name), module.Version, machine.Template, memory[machine.Template], module.WarmTarget)));
        var active = await sessions.ListActiveAsync(cancellation);
        var present = await vms.ListAsync(cancellation);
        return new PoolSnapshot(
            [.. targets],
            present,
            await vms.ListFailedAsync(now - PoolPlanner.FailureWindow, cancellation),
            await hosts.ListAsync(cancellation),
            active.Any(session => session.State == SessionState.Starting),
            now)
        {
            Presenting = HostsOf(active.Where(session => session.AwaitsPicture(now)), present),
        };
    }

    private static HashSet<HostId> HostsOf(IEnumerable<Session> sessions, IReadOnlyList<Vm> vms)
    {
        var ids = sessions.Select(session => session.Id).ToHashSet();
        return [.. vms.Where(vm => vm.SessionId is { } id && ids.Contains(id)).Select(vm => vm.Slot.HostId)];
    }

    [LoggerMessage(1030, LogLevel.Warning, "Discarding VM {Vm} of a pool: {Reason} {Detail}")]
    private partial void LogDiscarded(VmId vm, FailureCode reason, string? detail);
}
