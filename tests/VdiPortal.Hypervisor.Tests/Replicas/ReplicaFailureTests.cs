using System.Diagnostics;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor.Tests.Replicas;

/// <summary>What goes wrong leaves nothing behind (requirement C2).</summary>
public sealed class ReplicaFailureTests
{
    [Fact]
    public async Task A_machine_that_never_becomes_ready_makes_no_replica()
    {
        await using var host = await TestHost.StartAsync();
        var spec = ReplicaSpec.Of(new ReplicaId(Guid.NewGuid()), host.Paint.ToSpec() with { Ready = Criteria.Never with { DeadlineSeconds = 1 } });

        var made = await host.Hypervisor.Replicas.MakeAsync(spec, null, Patience.Token);

        Assert.Equal(HypervisorFailureKind.TimedOut, made.Failure?.Kind);
        AssertNothingLeft(host, spec.Id);
    }

    [Fact]
    public async Task Giving_up_while_it_boots_leaves_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var spec = ReplicaSpec.Of(new ReplicaId(Guid.NewGuid()), host.Paint.ToSpec() with { Ready = Criteria.Never });
        using var over = new CancellationTokenSource();
        var booting = new StageReached(ReplicaStage.Booting);
        var making = host.Hypervisor.Replicas.MakeAsync(spec, booting, over.Token);

        await booting.Task.WaitAsync(Patience.Long);
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);

        AssertNothingLeft(host, spec.Id);
    }

    [Fact]
    public async Task A_parent_that_is_killed_while_it_boots_is_told()
    {
        await using var host = await TestHost.StartAsync();
        var spec = ReplicaSpec.Of(new ReplicaId(Guid.NewGuid()), host.Paint.ToSpec() with { Ready = Criteria.Never });
        var booting = new StageReached(ReplicaStage.Booting);
        var making = host.Hypervisor.Replicas.MakeAsync(spec, booting, Patience.Token);

        await booting.Task.WaitAsync(Patience.Long);
        Process.GetProcessById(new MachineRecord(host.Layout.Of(spec.Machine.Id)).ReadProcess()!.Pid).Kill();

        Assert.Equal(HypervisorFailureKind.Exited, (await making).Failure?.Kind);
        AssertNothingLeft(host, spec.Id);
    }

    [Fact]
    public async Task A_fork_whose_state_is_not_understood_leaves_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        var state = host.Layout.Of(replica.Id).State;
        await File.WriteAllBytesAsync(state, (await File.ReadAllBytesAsync(state))[..2000]);
        await host.ForgeStampsAsync(replica.Id);
        var spec = host.Paint.ToChild(replica.Id);

        var made = await host.Hypervisor.CreateAsync(spec, null, Patience.Token);

        Assert.Equal(HypervisorFailureKind.QemuFailed, made.Failure?.Kind);
        Assert.Empty(host.TracesOf(spec.Id));
        Assert.Empty(host.Hypervisor.Machines);
    }

    [Fact]
    public async Task A_shell_that_was_killed_is_replaced_by_another()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        await TestKit.Clocks.Patience.UntilAsync("shells wait", () => ShellRecord.All(host.Layout).Count(shell => shell.Process is not null) == host.Options.WaitingShells);
        foreach (var (_, process) in ShellRecord.All(host.Layout).ToList())
        {
            Process.GetProcessById(process!.Pid).Kill();
        }

        var child = await host.ForkAsync(replica.Id);

        Assert.Equal(MachineState.Paused, child.Status.State);
    }

    [Fact]
    public async Task Machines_are_not_forked_from_what_is_not_there()
    {
        await using var host = await TestHost.StartAsync();

        var made = await host.Hypervisor.CreateAsync(host.Paint.ToChild(new ReplicaId(Guid.NewGuid())), null, Patience.Token);

        Assert.Equal(HypervisorFailureKind.ReplicaMissing, made.Failure?.Kind);
    }

    [Fact]
    public async Task A_fork_has_no_kept_disk()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();

        var made = await host.Hypervisor.CreateAsync(host.Paint.ToSpec("annas-desktop") with { Replica = replica.Id }, null, Patience.Token);
        var kept = await (await host.ForkAsync(replica.Id)).KeepDiskAsync("annas-desktop", Patience.Token);

        Assert.Equal(HypervisorFailureKind.BadSpec, made.Failure?.Kind);
        Assert.Equal(HypervisorFailureKind.WrongState, kept.Failure?.Kind);
    }

    private static void AssertNothingLeft(TestHost host, ReplicaId id)
    {
        Assert.Empty(host.Hypervisor.Replicas.List());
        Assert.Empty(host.Hypervisor.Machines);
        Assert.Empty(host.TracesOf(new MachineId(id.Value)));
    }

    private sealed class StageReached(ReplicaStage wanted) : IProgress<ReplicaStage>
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _reached.Task;

        public void Report(ReplicaStage value)
        {
            if (value == wanted)
            {
                _reached.TrySetResult();
            }
        }
    }
}
