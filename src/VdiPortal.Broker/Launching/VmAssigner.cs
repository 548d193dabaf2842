using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Placement;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Launching;

/// <summary>
/// Gives a session its VMs: a warm one if there is one, else a new one where there is room, else the slot of a warm VM of another
/// pool. Idempotent: called again it goes on where it stopped.
/// </summary>
public sealed class VmAssigner(
    IVmStore vms,
    IHostStore hosts,
    ITemplateStore templates,
    IDesktopStore desktops,
    IHostLink link,
    IPlacementPolicy placement)
{
    /// <summary>Looks for VMs for the machines of the module that have none yet.</summary>
    public async Task<VmAssignment> AssignAsync(Session session, Module module, CancellationToken cancellation)
    {
        var desktop = session.DesktopId is { } id ? await desktops.GetAsync(id, cancellation) : null;
        var present = await vms.ListOfSessionAsync(session.Id, cancellation);
        var complete = true;
        var warm = true;
        foreach (var machine in module.Machines.Where(machine => present.All(vm => vm.MachineName != machine.Name)))
        {
            if (await ClaimAsync(session, machine, desktop, cancellation))
                continue;

            warm = false;
            var failure = await DefineAsync(session, machine, desktop, cancellation);
            if (failure is { Code: FailureCode.NoFreeSlot or FailureCode.NoMemory } && await EvictAsync(cancellation))
                complete = false;
            else if (failure is { Code: FailureCode.DesktopInUse })
                complete = false;
            else if (failure is not null)
                return new VmAssignment(false, false, failure);
        }

        return new VmAssignment(complete, warm && complete, null);
    }

    private async Task<bool> ClaimAsync(Session session, MachineDefinition machine, Desktop? desktop, CancellationToken cancellation)
    {
        if (desktop is { HasDisk: true })
            return false;

        var vm = await vms.ClaimWarmAsync(
            session.Id, session.ModuleId, session.ModuleVersion, machine.Name, desktop?.Id, cancellation);
        if (vm is null)
            return false;

        link.Push(vm);
        return true;
    }

    private async Task<Failure?> DefineAsync(
        Session session, MachineDefinition machine, Desktop? desktop, CancellationToken cancellation)
    {
        var templateId = desktop is { HasDisk: true } ? desktop.Template : machine.Template;
        var template = await templates.GetAsync(templateId, cancellation);
        if (template is null)
            return new Failure(FailureCode.ImageMissing, $"template version {templateId.Version} is not known");

        var memory = VmMemory.Reserve(template.MemoryMiB);
        var home = desktop is { HasDisk: true } ? desktop.HomeHost : null;
        var place = placement.Place(new PlacementRequest(memory, home), await hosts.ListAsync(cancellation));
        if (place.Failure is { } code)
            return new Failure(code);

        var last = FailureCode.NoFreeSlot;
        foreach (var host in place.Candidates)
        {
            var definition = new VmDefinition(
                VmId.New(), session.ModuleId, session.ModuleVersion, machine.Name, templateId, host, VmWish.Run, session.Id, desktop?.Id, memory);
            var result = await vms.DefineAsync(definition, cancellation);
            if (result is { Outcome: DefineOutcome.Defined, Vm: { } vm })
            {
                link.Push(vm);
                return null;
            }

            if (result.Outcome == DefineOutcome.DesktopInUse)
                return new Failure(FailureCode.DesktopInUse);
            last = result.Outcome == DefineOutcome.NoMemory ? FailureCode.NoMemory : FailureCode.NoFreeSlot;
        }

        return new Failure(last);
    }

    /// <summary>A person goes before the stock: ends one unclaimed VM so that its slot becomes free.</summary>
    private async Task<bool> EvictAsync(CancellationToken cancellation)
    {
        var online = (await hosts.ListAsync(cancellation)).Where(host => host.TakesNewVms).Select(host => host.Id).ToHashSet();
        var all = (await vms.ListAsync(cancellation)).Where(vm => vm.SessionId is null && online.Contains(vm.Slot.HostId)).ToList();
        if (all.Any(vm => vm.Wish == VmWish.Destroy))
            return true;

        foreach (var vm in all.OrderBy(vm => vm.Power == PowerState.Paused ? 1 : 0).ThenByDescending(vm => vm.CreatedAt))
        {
            if (await vms.SetWishAsync(vm.Id, VmWish.Destroy, onlyUnclaimed: true, cancellation) is { } ending)
            {
                link.Push(ending);
                return true;
            }
        }

        return false;
    }
}
