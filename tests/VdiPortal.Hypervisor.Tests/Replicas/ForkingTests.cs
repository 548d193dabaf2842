using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor.Tests.Replicas;

/// <summary>Machines that are forked from a replica instead of booted (requirement C2).</summary>
public sealed class ForkingTests
{
    [Fact]
    public async Task Children_stand_ready_where_the_replica_stood_and_go_on_each_for_itself()
    {
        await using var host = await TestHost.StartAsync();
        var stages = new List<ReplicaStage>();
        var replica = await host.MakeReplicaAsync(progress: new Stages(stages));

        var first = await host.ForkAsync(replica.Id);
        var second = await host.ForkAsync(replica.Id);
        var third = await host.ForkAsync(replica.Id);

        Assert.Equal(Enum.GetValues<ReplicaStage>(), stages);
        Assert.All([first, second, third], child => Assert.Equal((MachineState.Paused, ReadyProgress.Reached), (child.Status.State, child.Status.Ready)));
        var picture = await first.LookAsync();
        Assert.Equal(picture, await second.LookAsync());
        Assert.True((await first.ResumeAsync(Patience.Token)).Succeeded);
        Assert.Equal(MachineState.Running, first.Status.State);
        await TestKit.Clocks.Patience.UntilAsync("the first child's screen moves", async () => !(await first.LookAsync()).SequenceEqual(picture));
        Assert.Equal(picture, await third.LookAsync());
    }

    private sealed class Stages(List<ReplicaStage> seen) : IProgress<ReplicaStage>
    {
        public void Report(ReplicaStage value) => seen.Add(value);
    }
}
