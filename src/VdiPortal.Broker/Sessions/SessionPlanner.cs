using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Sessions;

/// <summary>Works out what a session needs from the state of its VMs (requirements A3, A5, A8). Pure: no clock, no I/O.</summary>
public static class SessionPlanner
{
    /// <summary>What to do now.</summary>
    public static SessionPlan Plan(SessionSnapshot snapshot)
    {
        if (!snapshot.Session.IsActive)
            return new SessionPlan(null, Farewell(snapshot));

        if (Broken(snapshot) is { } failure)
            return End(snapshot, failure.Code == FailureCode.GuestShutDown ? SessionState.Ended : SessionState.Failed, failure);

        return snapshot.Session.State switch
        {
            SessionState.Starting => PlanStart(snapshot),
            SessionState.Running => PlanRunning(snapshot),
            _ => PlanPaused(snapshot),
        };
    }

    /// <summary>How to end the session for this reason.</summary>
    public static SessionPlan End(SessionSnapshot snapshot, SessionState state, Failure? reason)
    {
        var ended = snapshot.Session with { State = state, Failure = reason, EndedAt = snapshot.Now };
        return new SessionPlan(ended, Farewell(snapshot), CutConsoles: true);
    }

    private static SessionPlan PlanStart(SessionSnapshot snapshot)
    {
        var session = snapshot.Session;
        var since = session.RunningAt is null ? session.RequestedAt : session.LastInputAt;
        if (snapshot.Now - since > snapshot.LaunchDeadline)
            return End(snapshot, SessionState.Failed, new Failure(FailureCode.LaunchTimedOut));

        var needsVms = snapshot.Module.Machines.Any(machine => snapshot.Vms.All(vm => vm.MachineName != machine.Name));
        if (!needsVms && snapshot.Vms.All(vm => vm.Power == PowerState.Running))
            return new SessionPlan(Started(snapshot), []);

        var (stage, progress) = Stage(snapshot.Vms, needsVms);
        var changed = session with { Stage = stage, Progress = progress, Trace = Claimed(snapshot, needsVms) };
        return new SessionPlan(changed == session ? null : changed, Wishes(snapshot.Vms, VmWish.Run), needsVms);
    }

    private static Session Started(SessionSnapshot snapshot)
    {
        var session = snapshot.Session;
        var trace = Claimed(snapshot, needsVms: false);
        return session with
        {
            State = SessionState.Running,
            Stage = LaunchStage.Running,
            Progress = 100,
            Failure = null,
            RunningAt = session.RunningAt ?? snapshot.Now,
            LastInputAt = snapshot.Now,
            Trace = trace with { RunningMs = trace.RunningMs ?? Since(session.RequestedAt, snapshot.Now) },
        };
    }

    private static LaunchTrace Claimed(SessionSnapshot snapshot, bool needsVms)
    {
        var trace = snapshot.Session.Trace;
        if (needsVms || trace.ClaimedMs is not null || snapshot.Vms.Max(vm => vm.ClaimedAt) is not { } claimed)
            return trace;

        var warm = snapshot.Vms.All(vm => vm.Stage == ReadyStage.AfterServices && vm.ReadyAt is { } ready && ready <= vm.ClaimedAt);
        return trace with { ClaimedMs = Since(snapshot.Session.RequestedAt, claimed), Warm = warm };
    }

    private static SessionPlan PlanRunning(SessionSnapshot snapshot)
    {
        var session = snapshot.Session;
        if (snapshot.Vms.FirstOrDefault(vm => vm is { Power: PowerState.Paused, Failure: not null }) is { } stopped)
            return new SessionPlan(session with { State = SessionState.Paused, Failure = stopped.Failure }, Wishes(snapshot.Vms, VmWish.Pause));

        var idle = snapshot.Now - session.LastInputAt;
        if (idle >= snapshot.Idle.EndAfter)
            return End(snapshot, SessionState.Ended, new Failure(FailureCode.Idle));
        if (idle >= snapshot.Idle.PauseAfter)
            return new SessionPlan(session with { State = SessionState.Paused }, Wishes(snapshot.Vms, VmWish.Pause));

        return new SessionPlan(null, Wishes(snapshot.Vms, VmWish.Run));
    }

    private static SessionPlan PlanPaused(SessionSnapshot snapshot) =>
        snapshot.Now - snapshot.Session.LastInputAt >= snapshot.Idle.EndAfter
            ? End(snapshot, SessionState.Ended, new Failure(FailureCode.Idle))
            : new SessionPlan(null, Wishes(snapshot.Vms, VmWish.Pause));

    private static Failure? Broken(SessionSnapshot snapshot)
    {
        var vm = snapshot.Vms.FirstOrDefault(vm => vm.Power is PowerState.Failed or PowerState.Gone or PowerState.Stopping);
        return vm is null ? null : vm.Failure ?? new Failure(FailureCode.VmEnded);
    }

    private static (LaunchStage Stage, int Progress) Stage(IReadOnlyList<Vm> vms, bool needsVms)
    {
        if (needsVms || vms.Count == 0)
            return (LaunchStage.Queued, 0);

        var slowest = vms.MinBy(vm => (vm.Power, vm.Progress))!;
        return slowest.Power switch
        {
            PowerState.Defined => (LaunchStage.Queued, 0),
            PowerState.Filling => (LaunchStage.Copying, slowest.Progress),
            PowerState.Booting => (LaunchStage.Booting, slowest.Progress),
            _ => (LaunchStage.Resuming, 100),
        };
    }

    private static List<(VmId, VmWish)> Farewell(SessionSnapshot snapshot)
    {
        var wish = snapshot.Module.Persistence == Persistence.Kept ? VmWish.ShutDown : VmWish.Destroy;
        return [.. snapshot.Vms
            .Where(vm => vm.Power != PowerState.Gone)
            .Select(vm => (vm, Wish: vm.Power == PowerState.Failed ? VmWish.Destroy : wish))
            .Where(pair => pair.vm.Wish != pair.Wish && pair.vm.Wish != VmWish.Destroy)
            .Select(pair => (pair.vm.Id, pair.Wish))];
    }

    private static List<(VmId, VmWish)> Wishes(IReadOnlyList<Vm> vms, VmWish wish) =>
        [.. vms.Where(vm => vm.Wish != wish).Select(vm => (vm.Id, wish))];

    private static double Since(DateTimeOffset start, DateTimeOffset end) => Math.Max(0, (end - start).TotalMilliseconds);
}
