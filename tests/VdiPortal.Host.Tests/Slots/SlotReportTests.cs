using VdiPortal.Host.Slots;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Slots;

/// <summary>What is said of a machine that was kept at an earlier ready point: it boots until it can be used (requirement B3).</summary>
public class SlotReportTests
{
    [Theory]
    [InlineData("Paused", "Warm", ReadyProgress.Pending, "Paused")]
    [InlineData("Ready", "Warm", ReadyProgress.Pending, "Ready")]
    [InlineData("Ready", "Run", ReadyProgress.Pending, "Booting")]
    [InlineData("Ready", "Run", ReadyProgress.Reached, "Running")]
    [InlineData("Running", "Run", ReadyProgress.Pending, "Booting")]
    [InlineData("Running", "Run", ReadyProgress.Reached, "Running")]
    [InlineData("Paused", "Run", ReadyProgress.Pending, "Paused")]
    public void A_machine_is_running_once_its_whole_criterion_held(string state, string target, ReadyProgress full, string power)
    {
        var machine = new MachineStatus(
            1, Enum.Parse<MachineState>(state), default, ReadyProgress.Reached, null, null, new MachineTimes(TimeSpan.Zero, TimeSpan.Zero, null), full);

        Assert.Equal(power, SlotReport.Of(SlotStage.None, machine, null, Enum.Parse<WishTarget>(target)).Power.ToString());
    }
}
