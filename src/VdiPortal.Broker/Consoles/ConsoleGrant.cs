using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Consoles;

/// <summary>A permitted console connection and the way to its VM. Never leaves the portal.</summary>
/// <param name="Connection">The connection as it will be registered.</param>
/// <param name="Vm">The VM as it is now.</param>
/// <param name="Session">The session it belongs to.</param>
/// <param name="Endpoint">The console endpoint of the VM's host.</param>
public sealed record ConsoleGrant(ConsoleConnection Connection, Vm Vm, Session Session, string Endpoint)
{
    /// <summary>The VM's host: the audience of the console token.</summary>
    public HostId HostId => Vm.Slot.HostId;
}
