using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Replicas;

namespace VdiPortal.Hypervisor.Tests.Replicas;

/// <summary>Replicas are guarded, protected and outlive the agent (requirements C2, C5).</summary>
public sealed class ReplicaCareTests
{
    [Fact]
    public async Task A_replica_with_children_cannot_be_removed_and_leaves_nothing_when_it_is()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        var child = await host.ForkAsync(replica.Id);

        var refused = await host.Hypervisor.Replicas.RemoveAsync(replica.Id, Patience.Token);
        Assert.Equal(1, Assert.Single(host.Hypervisor.Replicas.List()).Children);
        Assert.True((await child.DestroyAsync(Patience.Token)).Succeeded);
        var removed = await host.Hypervisor.Replicas.RemoveAsync(replica.Id, Patience.Token);

        Assert.Equal(HypervisorFailureKind.ReplicaInUse, refused.Failure?.Kind);
        Assert.True(removed.Succeeded, removed.Failure?.Message);
        Assert.Empty(host.Hypervisor.Replicas.List());
        Assert.Empty(host.TracesOf(new MachineId(replica.Id.Value)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Layout.Overlays));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Layout.Shells));
        Assert.True((await host.Hypervisor.Replicas.RemoveAsync(replica.Id, Patience.Token)).Succeeded);
    }

    [Fact]
    public async Task Replica_and_children_outlive_the_agent()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        var before = await host.ForkAsync(replica.Id);
        var picture = await before.LookAsync();

        var report = await host.ReopenAndAdoptAsync();

        var adopted = Assert.Single(report.Alive);
        Assert.Empty(report.NotUnderstood);
        Assert.Equal((before.Id, MachineState.Paused), (adopted.Id, adopted.Status.State));
        Assert.Equal(picture, await adopted.LookAsync());
        Assert.Equal(ReplicaState.Ready, Assert.Single(host.Hypervisor.Replicas.List()).State);
        var later = await host.ForkAsync(replica.Id);
        Assert.Equal(picture, await later.LookAsync());
        Assert.True((await adopted.ResumeAsync(Patience.Token)).Succeeded);
        Assert.True((await later.ResumeAsync(Patience.Token)).Succeeded);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("state")]
    [InlineData("qcow2")]
    public async Task An_altered_file_stops_forking_for_good_while_running_children_go_on(string extension)
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        var child = await host.ForkAsync(replica.Id);
        Alter(Path.Combine(host.Layout.Replicas, $"{replica.Id}.{extension}"));

        var refused = await host.Hypervisor.CreateAsync(host.Paint.ToChild(replica.Id), null, Patience.Token);

        Assert.Equal(HypervisorFailureKind.ReplicaAltered, refused.Failure?.Kind);
        Assert.True((await child.ResumeAsync(Patience.Token)).Succeeded);
        Assert.Equal(MachineState.Running, child.Status.State);
        await host.ReopenAndAdoptAsync();
        var info = Assert.Single(host.Hypervisor.Replicas.List());
        Assert.Equal(ReplicaState.Altered, info.State);
        Assert.False(string.IsNullOrEmpty(info.Reason));
        Assert.Equal(HypervisorFailureKind.ReplicaAltered, (await host.Hypervisor.CreateAsync(host.Paint.ToChild(replica.Id), null, Patience.Token)).Failure?.Kind);
    }

    [Fact]
    public async Task Reading_everything_finds_what_the_stamps_do_not_show()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        Assert.True((await host.Hypervisor.Replicas.ScrubAsync(replica.Id, Patience.Token)).Succeeded);
        var paths = host.Layout.Of(replica.Id);
        Alter(paths.Memory);
        await host.ForgeStampsAsync(replica.Id);

        var scrubbed = await host.Hypervisor.Replicas.ScrubAsync(replica.Id, Patience.Token);

        Assert.True(scrubbed.Failure?.Kind == HypervisorFailureKind.ReplicaAltered, scrubbed.Failure?.ToString());
        Assert.Equal(ReplicaState.Altered, Assert.Single(host.Hypervisor.Replicas.List()).State);
    }

    [Fact]
    public async Task Memory_that_is_not_what_was_frozen_never_becomes_a_machine()
    {
        await using var host = await TestHost.StartAsync(options => options.WaitingShells = 0);
        var replica = await host.MakeReplicaAsync();
        Alter(host.Layout.Of(replica.Id).Memory);
        await host.ForgeStampsAsync(replica.Id);

        var refused = await host.Hypervisor.CreateAsync(host.Paint.ToChild(replica.Id), null, Patience.Token);

        Assert.Equal(HypervisorFailureKind.ReplicaAltered, refused.Failure?.Kind);
    }

    [Fact]
    public async Task A_replica_of_another_qemu_is_told_and_not_used()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        await host.RewriteAsync(replica.Id, record => record with { QemuVersion = "6.1.0" });

        var info = Assert.Single(host.Hypervisor.Replicas.List());
        var refused = await host.Hypervisor.CreateAsync(host.Paint.ToChild(replica.Id), null, Patience.Token);

        Assert.Equal(ReplicaState.Outdated, info.State);
        Assert.Contains("6.1.0", info.Reason, StringComparison.Ordinal);
        Assert.Equal(HypervisorFailureKind.ReplicaAltered, refused.Failure?.Kind);
    }

    [Fact]
    public async Task What_was_half_made_when_the_agent_ended_is_removed()
    {
        await using var host = await TestHost.StartAsync();
        var replica = await host.MakeReplicaAsync();
        var child = await host.ForkAsync(replica.Id);
        new MachineRecord(host.Layout.Of(child.Id)).UpdateProgress(progress => progress with { Forked = false });
        await File.WriteAllTextAsync(host.Layout.Of(new ReplicaId(Guid.NewGuid())).State, "half");

        var report = await host.ReopenAndAdoptAsync();

        Assert.Empty(report.Alive);
        Assert.Empty(report.Dead);
        Assert.Empty(report.NotUnderstood);
        Assert.Empty(host.TracesOf(child.Id));
        Assert.Equal(replica.Id, Assert.Single(host.Hypervisor.Replicas.List()).Id);
        Assert.All(Directory.EnumerateFiles(host.Layout.Replicas), path => Assert.Contains(replica.Id.ToString(), path, StringComparison.Ordinal));
    }

    private static void Alter(string path)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> one = [0];
        RandomAccess.Read(file, one, 4096);
        one[0] ^= 0xff;
        RandomAccess.Write(file, one, 4096);
    }
}
