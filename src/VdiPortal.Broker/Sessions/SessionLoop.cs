using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Reconciling;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Sessions;

/// <summary>
/// Housekeeping of sessions (requirement A8): idle times, launch deadlines, launches that wait for a slot, and VMs that are
/// still there although their session is over.
/// </summary>
internal sealed class SessionLoop(
    ISessionStore sessions,
    IVmStore vms,
    SessionSettler settler,
    ILeaseStore leases,
    ReplicaIdentity replica,
    TimeProvider time,
    ILogger<SessionLoop> log)
    : LeasedLoop("sessions", leases, replica, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly TimeProvider _time = time;

    protected override async Task RunRoundAsync(CancellationToken cancellation)
    {
        var active = (await sessions.ListActiveAsync(cancellation)).Select(session => session.Id);
        var holding = (await vms.ListAsync(cancellation))
            .Where(vm => vm.Wish is not (VmWish.Destroy or VmWish.ShutDown))
            .Select(vm => vm.SessionId)
            .OfType<SessionId>();
        foreach (var id in active.Union(holding))
            await settler.SettleAsync(id, cancellation);
    }

    protected override Task WaitAsync(CancellationToken cancellation) => Task.Delay(Interval, _time, cancellation);
}
