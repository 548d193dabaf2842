using VdiPortal.Host.Slots;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Slots;

public sealed class SlotPlannerTests
{
    private const string Full = "The host's disk is full.";
    private const string Silent = "QEMU runs but does not answer.";

    [Theory]
    [InlineData("nothing is wished, nothing is there", "", "", "Wait")]
    [InlineData("nothing is wished, it boots", "", "Booting", "Wait")]
    [InlineData("nothing is wished, it ended", "", "Exited", "Fail")]
    [InlineData("a warm one is wished", "Warm", "", "Create")]
    [InlineData("a warm one is wished, it boots", "Warm", "Booting", "Wait")]
    [InlineData("a warm one is wished, it is ready", "Warm", "Ready", "Pause")]
    [InlineData("a warm one is wished, it is paused", "Warm", "Paused", "Wait")]
    [InlineData("a warm one is wished, it ended", "Warm", "Exited", "Fail")]
    [InlineData("it shall run, nothing is there", "Run", "", "Create")]
    [InlineData("it shall run, it boots", "Run", "Booting", "Wait")]
    [InlineData("it shall run, it is ready and never pauses", "Run", "Ready", "Wait")]
    [InlineData("it shall run, it is paused", "Run", "Paused", "Resume")]
    [InlineData("it shall run and does", "Run", "Running", "Wait")]
    [InlineData("it shall run, it ended", "Run", "Exited", "Fail")]
    [InlineData("it shall pause, it is lost", "Pause", "", "Fail")]
    [InlineData("it shall pause, it boots", "Pause", "Booting", "Wait")]
    [InlineData("it shall pause, it is ready", "Pause", "Ready", "Pause")]
    [InlineData("it shall pause, it runs", "Pause", "Running", "Pause")]
    [InlineData("it shall pause and does", "Pause", "Paused", "Wait")]
    [InlineData("it shall shut down, nothing is there", "ShutDown", "", "Remove")]
    [InlineData("it shall shut down, it boots", "ShutDown", "Booting", "ShutDown")]
    [InlineData("it shall shut down, it runs", "ShutDown", "Running", "ShutDown")]
    [InlineData("it shall shut down, it is paused", "ShutDown", "Paused", "ShutDown")]
    [InlineData("it shall shut down, it ended", "ShutDown", "Exited", "Remove")]
    [InlineData("it shall go, nothing is there", "Destroy", "", "Remove")]
    [InlineData("it shall go, it boots", "Destroy", "Booting", "Remove")]
    [InlineData("it shall go, it runs", "Destroy", "Running", "Remove")]
    [InlineData("it shall go, it ended", "Destroy", "Exited", "Remove")]
    public void From_what_is_towards_what_is_wished(string what, string target, string state, string step) =>
        Expect(what, step, View(target, state));

    [Fact]
    public void The_generation_is_written_down_before_anything_is_done_to_a_machine()
    {
        foreach (var (target, state) in new[] { ("Run", "Paused"), ("Pause", "Running"), ("Warm", "Ready"), ("ShutDown", "Running") })
            Expect($"{target} from {state}", "Record", View(target, state) with { IsGenerationDue = true, IsDiskDue = true });
    }

    [Fact]
    public void The_desktops_disk_is_kept_before_its_user_gets_it() =>
        Expect("a claimed warm machine", "KeepDisk", View("Run", "Paused") with { IsDiskDue = true });

    [Fact]
    public void A_broken_VM_waits_for_its_end()
    {
        foreach (var target in new[] { "", "Warm", "Run", "Pause" })
        {
            foreach (var state in new[] { "", "Booting", "Paused", "Running", "Exited" })
                Expect($"{target} from {state}", "Wait", View(target, state) with { IsFailed = true, IsGenerationDue = true });
        }

        Expect("an end without a machine", "Remove", View("ShutDown", "") with { IsFailed = true });
        Expect("an orderly end", "ShutDown", View("ShutDown", "Booting") with { IsFailed = true });
        Expect("an end", "Remove", View("Destroy", "Booting") with { IsFailed = true });
    }

    [Fact]
    public void After_an_orderly_shutdown_the_rest_is_removed_even_if_it_did_not_end() =>
        Expect("a guest that would not", "Remove", View("ShutDown", "Running") with { IsShutDown = true });

    [Fact]
    public void For_a_VM_that_is_gone_nothing_is_left_to_do() => Expect("gone", "Wait", View("Destroy", "") with { IsGone = true });

    [Theory]
    [InlineData("Booting", ReadyProgress.Pending, "Wait")]
    [InlineData("Booting", ReadyProgress.Missed, "Fail")]
    [InlineData("Stalled", ReadyProgress.Missed, "Fail")]
    public void A_machine_that_missed_its_deadline_is_broken(string state, ReadyProgress ready, string step)
    {
        foreach (var target in new[] { "", "Warm", "Run", "Pause" })
        {
            var view = View(target, state);
            Expect($"{target} from {state}", step, view with { Machine = view.Machine! with { Ready = ready } });
        }
    }

    [Theory]
    [InlineData("Ready")]
    [InlineData("Running")]
    public void A_machine_that_was_kept_earlier_and_does_not_get_ready_once_used_is_broken(string state)
    {
        var view = View("Run", state);
        Expect("late", "Fail", view with { Machine = view.Machine! with { Full = ReadyProgress.Missed } });
        Expect("on its way", "Wait", view with { Machine = view.Machine! with { Full = ReadyProgress.Pending } });
    }

    [Theory]
    [InlineData(Full, ReadyProgress.Reached, false, "Wait")]
    [InlineData(Full, ReadyProgress.Reached, true, "Resume")]
    [InlineData(Full, ReadyProgress.Pending, true, "Fail")]
    [InlineData(Silent, ReadyProgress.Reached, false, "Wait")]
    [InlineData(Silent, ReadyProgress.Reached, true, "Resume")]
    [InlineData(Silent, ReadyProgress.Pending, false, "Wait")]
    public void A_stalled_machine_is_tried_again_when_it_is_wished_again(string reason, ReadyProgress ready, bool nudged, string step)
    {
        var view = View("Run", "Stalled") with { IsNudged = nudged };
        Expect(reason, step, view with { Machine = view.Machine! with { Ready = ready, Reason = reason } });
    }

    private static void Expect(string what, string step, SlotView view)
    {
        var next = SlotPlanner.Next(view).ToString();
        Assert.True(step == next, $"{what}: {next} instead of {step}");
    }

    private static SlotView View(string target, string state)
    {
        var machine = state.Length == 0 ? null : new MachineStatus(
            1, Enum.Parse<MachineState>(state), default, ReadyProgress.Pending, null, null, new MachineTimes(TimeSpan.Zero, TimeSpan.Zero, null));
        return new SlotView(target.Length == 0 ? null : Enum.Parse<WishTarget>(target), machine);
    }
}
