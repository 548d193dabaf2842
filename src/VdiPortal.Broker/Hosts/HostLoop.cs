using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Reconciling;

namespace VdiPortal.Broker.Hosts;

/// <summary>Notices hosts that stopped answering (requirement A6). Their VMs are taken to be alive.</summary>
internal sealed partial class HostLoop(
    IHostStore hosts, IAuditLog audit, ILeaseStore leases, ReplicaIdentity replica, TimeProvider time, ILogger<HostLoop> log)
    : LeasedLoop("hosts", leases, replica, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Two keep-alives and a half.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);
    private readonly TimeProvider _time = time;

    protected override async Task RunRoundAsync(CancellationToken cancellation)
    {
        foreach (var host in await hosts.MarkUnreachableAsync(Silence, cancellation))
        {
            LogLost(host.Name);
            await audit.WriteAsync(AuditEntries.System(AuditActions.HostLost, host.Name), cancellation);
        }
    }

    protected override Task WaitAsync(CancellationToken cancellation) => Task.Delay(Interval, _time, cancellation);

    [LoggerMessage(1022, LogLevel.Warning, "Host {Name} stopped answering")]
    private partial void LogLost(string name);
}
