using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Settings;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Pools;

/// <summary>Gathers what the planner looks at.</summary>
public sealed class PoolSurvey(
    ICatalogStore catalog, ITemplateStore templates, IVmStore vms, IHostStore hosts, ISessionStore sessions, SettingService settings, TimeProvider time)
{
    /// <summary>How things stand now.</summary>
    /// <param name="answered">Reports of hosts upon which stock was given up already (<see cref="PoolSnapshot.Answered"/>).</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<PoolSnapshot> TakeAsync(IReadOnlyDictionary<HostId, DateTimeOffset> answered, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var known = await hosts.ListAsync(cancellation);
        var targets = await TargetsAsync(known.Count(host => host.TakesNewVms), now, cancellation);
        var active = await sessions.ListActiveAsync(cancellation);
        var present = await vms.ListAsync(cancellation);
        var system = await settings.GetAsync(cancellation);
        return new PoolSnapshot(
            targets,
            present,
            await vms.ListFailedAsync(now - PoolPlanner.FailureWindow, cancellation),
            known,
            active.Any(session => session.State == SessionState.Starting),
            now)
        {
            Presenting = HostsOf(active.Where(session => session.AwaitsPicture(now)), present),
            Memory = new PoolMemory(system.PeopleMemoryPercent, system.FreeMemoryFloorMiB),
            Answered = answered,
        };
    }

    private async Task<IReadOnlyList<PoolTarget>> TargetsAsync(int open, DateTimeOffset now, CancellationToken cancellation)
    {
        var modules = await catalog.ListAsync(cancellation);
        var known = (await templates.ListAsync(cancellation)).ToDictionary(template => template.Id);

        // Only a schedule needs the forecast.
        var fills = modules.Any(module => module.Pool.Schedule.Count > 0) ? await vms.ListFillsAsync(cancellation) : [];
        var took = fills.ToLookup(fill => fill.Key, fill => fill.Took);
        return
        [
            .. from module in modules
               from machine in module.Machines
               where known.ContainsKey(machine.Template)
               let template = known[machine.Template]
               let key = new PoolKey(module.Id, machine.Name)
               let demand = PoolSchedule.At(module.Pool, now, PoolPace.Of(took[key], open))
               select new PoolTarget(key, module.Version, template.Id, VmMemory.Reserve(template.MemoryMiB), demand, module.Pool.Spread)
               {
                   Stages = PoolStages.Of(module.Pool.Point, template),
               },
        ];
    }

    private static HashSet<HostId> HostsOf(IEnumerable<Session> sessions, IReadOnlyList<Vm> vms)
    {
        var ids = sessions.Select(session => session.Id).ToHashSet();
        return [.. vms.Where(vm => vm.SessionId is { } id && ids.Contains(id)).Select(vm => vm.Slot.HostId)];
    }
}
