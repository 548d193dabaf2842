using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Settings;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Consoles;

/// <summary>Decides who may see or control which VM, and keeps the register (requirement A7).</summary>
public sealed class ConsoleService(
    IVmStore vms,
    ISessionStore sessions,
    IHostStore hosts,
    IConsoleStore consoles,
    IAuditLog audit,
    SettingService settings,
    ReplicaIdentity replica,
    TimeProvider time)
{
    /// <summary>
    /// Checks a request for a console and, when it is granted, registers the connection. When it throws, the connection may be registered: it is
    /// to be closed all the same.
    /// </summary>
    /// <param name="id">The connection's id. Whoever carries it must know it by now, so that it can be cut as soon as it is registered.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="vmId">For which VM.</param>
    /// <param name="right">What for.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(ConsoleOutcome Outcome, ConsoleGrant? Grant)> OpenAsync(
        ConsoleId id, Principal who, VmId vmId, ConsoleRight right, CancellationToken cancellation)
    {
        var rules = settings.GetAsync(cancellation);
        var vm = await vms.GetAsync(vmId, cancellation);
        if (vm?.SessionId is not { } claimedBy)
            return await RefuseAsync(who, vmId, ConsoleOutcome.NotFound, cancellation);

        var claiming = sessions.GetAsync(claimedBy, cancellation);
        var hosting = hosts.GetAsync(vm.Slot.HostId, cancellation);
        await Task.WhenAll(claiming, hosting, rules);
        if (await claiming is not { IsActive: true } session || !IsAllowed(who, session, right))
            return await RefuseAsync(who, vmId, ConsoleOutcome.NotFound, cancellation);

        if (vm.Power is not (PowerState.Running or PowerState.Paused) || await hosting is not { } host)
            return (ConsoleOutcome.NotNow, null);

        var connection = new ConsoleConnection(
            id, replica.Id, session.Id, vmId, who.UserId, who.UserName, who.SignInId, right, who.From, time.GetUtcNow());
        if (!await consoles.AddAsync(connection, (await rules).ConsolesPerUser, cancellation))
            return await RefuseAsync(who, vmId, ConsoleOutcome.TooMany, cancellation);

        return (ConsoleOutcome.Granted, new ConsoleGrant(connection, vm, session, host.ConsoleEndpoint));
    }

    /// <summary>Notes a granted connection in the audit log and in its session's trace. To be called for every grant; pictures need not wait for it.</summary>
    public Task NoteOpenedAsync(Principal who, ConsoleGrant grant, CancellationToken cancellation)
    {
        var (connection, session) = (grant.Connection, grant.Session);
        var detail = $"{connection.Right} session {session.Id} of {session.UserName}";
        return Task.WhenAll(
            session.UserId == who.UserId
                ? sessions.AddTraceAsync(session.Id, (connection.OpenedAt - session.RequestedAt).TotalMilliseconds, null, cancellation)
                : Task.CompletedTask,
            audit.WriteAsync(who.Did(AuditActions.ConsoleOpen, session.ModuleTitle, detail: detail), cancellation));
    }

    /// <summary>Notes in the audit log that a request was refused before it came to <see cref="OpenAsync"/>.</summary>
    public Task NoteRefusedAsync(Principal who, VmId vm, string why, CancellationToken cancellation) =>
        audit.WriteAsync(who.WasRefused(AuditActions.ConsoleOpen, vm.ToString(), why), cancellation);

    /// <summary>Removes a connection from the register.</summary>
    public Task CloseAsync(ConsoleId id, CancellationToken cancellation) => consoles.RemoveAsync(id, cancellation);

    /// <summary>All open connections; for administrators, empty for others.</summary>
    public async Task<IReadOnlyList<ConsoleConnection>> ListAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Admin) ? await consoles.ListAsync(cancellation) : [];

    /// <summary>Cuts a connection; only administrators may. False when there is none.</summary>
    public async Task<bool> CutAsync(Principal who, ConsoleId id, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin) || await consoles.RequestCutAsync(new ConsoleFilter(Id: id), cancellation) == 0)
            return false;

        await audit.WriteAsync(who.Did(AuditActions.ConsoleCut, id.ToString()), cancellation);
        return true;
    }

    /// <summary>The session's user controls; administrators may look.</summary>
    private static bool IsAllowed(Principal who, Session session, ConsoleRight right) =>
        session.UserId == who.UserId || (right == ConsoleRight.View && who.Is(Role.Admin));

    private async Task<(ConsoleOutcome, ConsoleGrant?)> RefuseAsync(
        Principal who, VmId vm, ConsoleOutcome outcome, CancellationToken cancellation)
    {
        await audit.WriteAsync(who.WasRefused(AuditActions.ConsoleOpen, vm.ToString(), outcome.ToString()), cancellation);
        return (outcome, null);
    }
}
