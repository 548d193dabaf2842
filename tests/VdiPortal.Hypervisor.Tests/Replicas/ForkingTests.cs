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

    [Fact]
    public async Task Nobody_can_change_the_memory_that_children_share()
    {
        await using var host = await TestHost.StartAsync();
        var child = await host.ForkAsync((await host.MakeReplicaAsync()).Id);

        using var memory = File.OpenHandle($"/proc/{child.ProcessId}/fd/0", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        Assert.Throws<UnauthorizedAccessException>(() => RandomAccess.Write(memory, [1], 4096));
        Assert.Throws<UnauthorizedAccessException>(() => RandomAccess.SetLength(memory, 4096));
        Assert.Equal(host.Paint.ToSpec().MemoryMiB * 1024L * 1024, RandomAccess.GetLength(memory));
    }

    private sealed class Stages(List<ReplicaStage> seen) : IProgress<ReplicaStage>
    {
        public void Report(ReplicaStage value) => seen.Add(value);
    }
}
