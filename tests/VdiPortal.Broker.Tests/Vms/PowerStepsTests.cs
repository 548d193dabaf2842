using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Tests.Vms;

public class PowerStepsTests
{
    [Theory]
    [InlineData(PowerState.Defined, PowerState.Filling)]
    [InlineData(PowerState.Filling, PowerState.Booting)]
    [InlineData(PowerState.Booting, PowerState.Ready)]
    [InlineData(PowerState.Ready, PowerState.Paused)]
    [InlineData(PowerState.Paused, PowerState.Running)]
    [InlineData(PowerState.Running, PowerState.Suspended)]
    [InlineData(PowerState.Suspended, PowerState.Running)]
    [InlineData(PowerState.Running, PowerState.Stopping)]
    [InlineData(PowerState.Stopping, PowerState.Gone)]
    [InlineData(PowerState.Booting, PowerState.Failed)]
    [InlineData(PowerState.Failed, PowerState.Gone)]
    [InlineData(PowerState.Paused, PowerState.Booting)] // claimed at an earlier ready point
    [InlineData(PowerState.Booting, PowerState.Paused)] // the host was cut off while it became ready
    public void The_life_of_a_VM_is_legal(PowerState from, PowerState to) => Assert.True(PowerSteps.IsLegal(from, to));

    [Theory]
    [InlineData(PowerState.Running, PowerState.Booting)]
    [InlineData(PowerState.Paused, PowerState.Ready)]
    [InlineData(PowerState.Stopping, PowerState.Running)]
    [InlineData(PowerState.Failed, PowerState.Running)]
    [InlineData(PowerState.Running, PowerState.Running)]
    public void A_VM_never_goes_back(PowerState from, PowerState to) => Assert.False(PowerSteps.IsLegal(from, to));

    [Fact]
    public void Nothing_leads_out_of_gone() => Assert.DoesNotContain(PowerSteps.All, step => step.From == PowerState.Gone);

    [Fact]
    public void Every_state_but_gone_can_end() =>
        Assert.All(Enum.GetValues<PowerState>().Where(state => state != PowerState.Gone), state => Assert.True(PowerSteps.IsLegal(state, PowerState.Gone)));
}
