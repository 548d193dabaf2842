using Microsoft.Extensions.Logging;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Diagnostics;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Hosts;

/// <summary>Takes the hosts' word and tells them what is wished there (requirements A6, A14).</summary>
public sealed partial class HostService(
    IHostStore hosts,
    IVmStore vms,
    ISessionStore sessions,
    SessionSettler settler,
    PoolSignal pools,
    IAuditLog audit,
    BrokerMetrics metrics,
    ReplicaIdentity replica,
    TimeProvider time,
    ILogger<HostService> log)
{
    /// <summary>A host joins, or comes back.</summary>
    public async Task<HostConnection> RegisterAsync(HostRegistration registration, CancellationToken cancellation)
    {
        var (connection, rebooted) = await hosts.RegisterAsync(registration, replica.Id, cancellation);
        LogRegistered(registration.Name, registration.Slots, registration.Hypervisor, rebooted);
        await audit.WriteAsync(AuditEntries.System(AuditActions.HostJoined, registration.Name, detail: $"{registration.Slots} slots"), cancellation);
        if (rebooted)
            await ForgetAsync(connection, [], FailureCode.HostRestarted, cancellation);
        return connection;
    }

    /// <summary>A host says everything it has. What it should have but has not is lost; what nobody knows is to be destroyed.</summary>
    /// <returns>Everything that is wished on that host.</returns>
    public async Task<IReadOnlyList<WishedVm>> ReconcileAsync(
        HostConnection connection, IReadOnlyList<VmReport> reports, CancellationToken cancellation)
    {
        await ReportAsync(connection, reports, cancellation);
        await ForgetAsync(connection, [.. reports.Select(report => report.VmId)], FailureCode.VmLost, cancellation);
        var known = await ListWishedAsync(connection.HostId, cancellation);
        var ids = known.Select(vm => vm.Id).ToHashSet();
        var strangers = reports.Where(report => !ids.Contains(report.VmId) && report.Power != PowerState.Gone);
        pools.Raise();
        return [
            .. known,
            .. strangers.Select(report => new WishedVm(report.VmId, report.Generation + 1, VmWish.Destroy, null)),
        ];
    }

    /// <summary>What is wished of every VM of a host that is not gone.</summary>
    public async Task<IReadOnlyList<WishedVm>> ListWishedAsync(HostId host, CancellationToken cancellation) =>
        [.. (await vms.ListOnHostAsync(host, cancellation)).Select(vm => new WishedVm(vm.Id, vm.Generation, vm.Wish, vm))];

    /// <summary>A host says what changed.</summary>
    public async Task ReportAsync(HostConnection connection, IReadOnlyList<VmReport> reports, CancellationToken cancellation)
    {
        var changed = await vms.ApplyReportsAsync(connection, reports, cancellation);
        foreach (var session in changed.Select(vm => vm.SessionId).OfType<SessionId>().Distinct())
            Measure(await settler.SettleAsync(session, cancellation));
        if (changed.Any(vm => vm.SessionId is null || vm.Power is PowerState.Gone or PowerState.Failed))
            pools.Raise();
    }

    /// <summary>A sign of life, with the idle times of its VMs. False when the host has another connection by now.</summary>
    public async Task<bool> KeepAliveAsync(
        HostConnection connection, HostLoad load, IReadOnlyDictionary<VmId, TimeSpan> idle, CancellationToken cancellation)
    {
        if (!await hosts.KeepAliveAsync(connection, load, cancellation))
            return false;

        var now = time.GetUtcNow();
        foreach (var (id, quiet) in idle)
        {
            if (await vms.GetAsync(id, cancellation) is { SessionId: { } session } vm && vm.Slot.HostId == connection.HostId)
                await sessions.TouchAsync(session, now - quiet, cancellation);
        }

        return true;
    }

    /// <summary>All hosts; for administrators, empty for others.</summary>
    public async Task<IReadOnlyList<VmHost>> ListAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Admin) ? await hosts.ListAsync(cancellation) : [];

    /// <summary>All VMs that are not gone; for administrators, empty for others.</summary>
    public async Task<IReadOnlyList<Vm>> ListVmsAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Admin) ? await vms.ListAsync(cancellation) : [];

    /// <summary>Puts a host into or out of use. False when not allowed or there is no such host.</summary>
    public async Task<bool> SetStateAsync(Principal who, HostId id, HostState state, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin) || state is HostState.Unreachable || !await hosts.SetStateAsync(id, state, cancellation))
            return false;

        await audit.WriteAsync(who.Did(AuditActions.HostChanged, id.ToString(), detail: state.ToString()), cancellation);
        pools.Raise();
        return true;
    }

    /// <summary>Ends one VM at once: its session fails, its slot becomes free. False when not allowed or it is gone.</summary>
    public async Task<bool> DestroyVmAsync(Principal who, VmId id, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin) || await vms.GetAsync(id, cancellation) is not { } vm || vm.Power == PowerState.Gone)
            return false;

        await audit.WriteAsync(who.Did(AuditActions.VmDestroyed, id.ToString()), cancellation);
        if (vm.SessionId is { } session)
            await settler.FailAsync(session, new Failure(FailureCode.EndedByStaff), cancellation);
        await vms.SetWishAsync(id, VmWish.Destroy, onlyUnclaimed: false, cancellation);
        return true;
    }

    private async Task ForgetAsync(
        HostConnection connection, IReadOnlyCollection<VmId> reported, FailureCode reason, CancellationToken cancellation)
    {
        var lost = await vms.MarkLostAsync(connection, reported, new Failure(reason), cancellation);
        foreach (var session in lost.Select(vm => vm.SessionId).OfType<SessionId>().Distinct())
            await settler.SettleAsync(session, cancellation);
        if (lost.Count > 0)
            LogLost(connection.HostId, lost.Count, reason);
    }

    private void Measure(Session? session)
    {
        if (session is { State: SessionState.Running, Trace.RunningMs: { } took } && session.RunningAt >= time.GetUtcNow() - TimeSpan.FromSeconds(1))
            metrics.Launched(session.Trace.Warm, took);
    }

    [LoggerMessage(1020, LogLevel.Information, "Host {Name} joined with {Slots} slots, {Hypervisor}; restarted: {Rebooted}")]
    private partial void LogRegistered(string name, int slots, string hypervisor, bool rebooted);

    [LoggerMessage(1021, LogLevel.Warning, "Host {Host} lost {Count} VMs: {Reason}")]
    private partial void LogLost(HostId host, int count, FailureCode reason);
}
