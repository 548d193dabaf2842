using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Tests.Sessions;

public class SessionPlannerTests
{
    private static readonly IdleRules Idle = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(8));
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_session_without_a_VM_asks_for_one()
    {
        var plan = Plan(Make.Session(), []);
        Assert.True(plan.NeedsVms);
    }

    [Fact]
    public void A_module_of_three_machines_asks_until_it_has_three()
    {
        var module = Make.Module(machines: ["client", "mail", "book"]);
        var session = Make.Session();
        Assert.True(Plan(session, [Used(PowerState.Running, "client"), Used(PowerState.Running, "mail")], module).NeedsVms);
        var all = Plan(session, [Used(PowerState.Running, "client"), Used(PowerState.Running, "mail"), Used(PowerState.Running, "book")], module);
        Assert.False(all.NeedsVms);
        Assert.Equal(SessionState.Running, all.Session!.State);
    }

    [Theory]
    [InlineData(PowerState.Defined, 0, LaunchStage.Queued, 0)]
    [InlineData(PowerState.Filling, 40, LaunchStage.Copying, 40)]
    [InlineData(PowerState.Booting, 70, LaunchStage.Booting, 70)]
    [InlineData(PowerState.Paused, 0, LaunchStage.Resuming, 100)]
    public void The_stage_is_that_of_the_slowest_machine(PowerState power, int progress, LaunchStage stage, int shown)
    {
        var module = Make.Module(machines: ["a", "b"]);
        var plan = Plan(Make.Session(), [Used(PowerState.Running, "a"), Used(power, "b", progress)], module);
        var session = plan.Session ?? Make.Session();
        Assert.Equal((SessionState.Starting, stage, shown), (session.State, session.Stage, session.Progress));
    }

    [Fact]
    public void When_all_machines_run_the_session_runs_and_the_trace_is_written()
    {
        var plan = Plan(Make.Session(requested: Make.Noon.AddMilliseconds(-80)), [Used(PowerState.Running)]);
        Assert.Equal(SessionState.Running, plan.Session!.State);
        Assert.Equal(80, plan.Session.Trace.ClaimedMs);
        Assert.Equal(80, plan.Session.Trace.RunningMs);
        Assert.True(plan.Session.Trace.Warm);
    }

    [Fact]
    public void Who_got_a_machine_of_an_earlier_ready_point_was_not_launched_warm() =>
        Assert.False(Plan(Make.Session(), [Used(PowerState.Running) with { Stage = ReadyStage.AfterOs }]).Session!.Trace.Warm);

    [Fact]
    public void A_launch_that_takes_too_long_fails_and_gives_its_VMs_back()
    {
        var vm = Used(PowerState.Booting);
        var plan = Plan(Make.Session(requested: Make.Noon.AddMinutes(-6)), [vm]);
        Assert.Equal((SessionState.Failed, FailureCode.LaunchTimedOut), (plan.Session!.State, plan.Session.Failure!.Code));
        Assert.Equal([(vm.Id, VmWish.Destroy)], plan.Wishes);
    }

    [Theory]
    [InlineData(SessionState.Starting)]
    [InlineData(SessionState.Running)]
    [InlineData(SessionState.Paused)]
    public void A_broken_VM_fails_the_session_with_its_reason(SessionState state)
    {
        var failure = new Failure(FailureCode.VmEnded, "killed");
        var plan = Plan(Make.Session(state), [Used(PowerState.Failed) with { Failure = failure }]);
        Assert.Equal((SessionState.Failed, failure), (plan.Session!.State, plan.Session.Failure));
        Assert.True(plan.CutConsoles);
    }

    [Fact]
    public void A_guest_that_shut_itself_down_ends_the_session_as_it_should()
    {
        var vm = Used(PowerState.Failed) with { Failure = new Failure(FailureCode.GuestShutDown) };
        Assert.Equal(SessionState.Ended, Plan(Make.Session(SessionState.Running), [vm]).Session!.State);
    }

    [Fact]
    public void An_idle_session_is_paused()
    {
        var vm = Used(PowerState.Running);
        var plan = Plan(Make.Session(SessionState.Running, lastInput: Make.Noon.AddMinutes(-30)), [vm]);
        Assert.Equal(SessionState.Paused, plan.Session!.State);
        Assert.Equal([(vm.Id, VmWish.Pause)], plan.Wishes);
        Assert.False(plan.CutConsoles);
    }

    [Fact]
    public void A_minute_before_the_idle_time_nothing_happens() =>
        Assert.Equal(SessionPlan.Nothing, Plan(Make.Session(SessionState.Running, lastInput: Make.Noon.AddMinutes(-29)), [Used(PowerState.Running)]), SamePlan);

    [Theory]
    [InlineData(SessionState.Running)]
    [InlineData(SessionState.Paused)]
    public void A_session_that_is_idle_for_long_is_ended(SessionState state)
    {
        var plan = Plan(Make.Session(state, lastInput: Make.Noon.AddHours(-8)), [Used(PowerState.Paused)]);
        Assert.Equal((SessionState.Ended, FailureCode.Idle), (plan.Session!.State, plan.Session.Failure!.Code));
    }

    [Fact]
    public void A_full_disk_pauses_the_session_and_says_so()
    {
        var vm = Used(PowerState.Paused) with { Failure = new Failure(FailureCode.DiskFull) };
        var plan = Plan(Make.Session(SessionState.Running), [vm]);
        Assert.Equal((SessionState.Paused, FailureCode.DiskFull), (plan.Session!.State, plan.Session.Failure!.Code));
    }

    [Fact]
    public void The_VMs_of_a_session_that_is_over_are_destroyed()
    {
        var vm = Used(PowerState.Running);
        Assert.Equal([(vm.Id, VmWish.Destroy)], Plan(Make.Session(SessionState.Ended), [vm]).Wishes);
    }

    [Fact]
    public void A_kept_desktop_is_shut_down_cleanly()
    {
        var vm = Used(PowerState.Running);
        Assert.Equal([(vm.Id, VmWish.ShutDown)], Plan(Make.Session(SessionState.Ended), [vm], Make.Module(Persistence.Kept)).Wishes);
    }

    [Fact]
    public void A_VM_that_is_being_ended_is_not_asked_again() =>
        Assert.Empty(Plan(Make.Session(SessionState.Ended), [Used(PowerState.Stopping) with { Wish = VmWish.Destroy }]).Wishes);

    [Fact]
    public void A_session_that_is_over_and_has_no_VMs_needs_nothing() =>
        Assert.Equal(SessionPlan.Nothing, Plan(Make.Session(SessionState.Ended), []), SamePlan);

    private static Vm Used(PowerState power, string machine = "desktop", int progress = 0) =>
        Make.Vm(power, VmWish.Run, session: SessionId.New(), machine: machine, progress: progress);

    private static SessionPlan Plan(Session session, Vm[] vms, Module? module = null)
    {
        var wish = session.State == SessionState.Paused ? VmWish.Pause : VmWish.Run;
        var own = vms.Select(vm => vm.Wish == VmWish.Run ? vm with { Wish = wish } : vm).ToList();
        return SessionPlanner.Plan(new SessionSnapshot(session, module ?? Make.Module(), own, Idle, Deadline, Make.Noon));
    }

    private static bool SamePlan(SessionPlan expected, SessionPlan actual) =>
        expected.Session == actual.Session && actual.Wishes.Count == 0 && expected.NeedsVms == actual.NeedsVms && expected.CutConsoles == actual.CutConsoles;
}
