using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Components.Hosts;

/// <summary>One host of the map with all its slots.</summary>
/// <param name="Host">The host.</param>
/// <param name="Slots">Its slots by number.</param>
public sealed record HostView(VmHost Host, IReadOnlyList<SlotView> Slots)
{
    /// <summary>Puts hosts, VMs, sessions and modules together.</summary>
    public static IReadOnlyList<HostView> Of(
        IReadOnlyList<VmHost> hosts, IReadOnlyList<Vm> vms, IReadOnlyList<Session> sessions, IReadOnlyList<Module> modules)
    {
        var titles = modules.ToDictionary(module => module.Id, module => module.Title);
        var people = sessions.ToDictionary(session => session.Id);
        var used = vms.ToLookup(vm => vm.Slot.HostId);
        return [.. hosts.Select(host => new HostView(host, Fill(host, used[host.Id], titles, people)))];
    }

    private static List<SlotView> Fill(
        VmHost host, IEnumerable<Vm> vms, Dictionary<ModuleId, string> titles, Dictionary<SessionId, Session> sessions)
    {
        var own = vms.GroupBy(vm => vm.Slot.Number).ToDictionary(group => group.Key, group => group.First());
        // A host that came back smaller may still have VMs beyond its last slot.
        var count = Math.Max(host.Slots, own.Count == 0 ? 0 : own.Keys.Max() + 1);
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var vm = own.GetValueOrDefault(number);
            var session = vm?.SessionId is { } id ? sessions.GetValueOrDefault(id) : null;
            return new SlotView(number, vm, vm is null ? "" : titles.GetValueOrDefault(vm.ModuleId, ""), session);
        })];
    }
}
