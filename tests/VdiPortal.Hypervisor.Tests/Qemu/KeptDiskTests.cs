using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Disks that are kept for their owner (requirement A5).</summary>
public sealed class KeptDiskTests
{
    [Fact]
    public async Task A_warm_machines_disk_becomes_a_kept_one_while_it_runs()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        var overlay = host.Layout.Of(machine.Id).Overlay;
        var file = LinuxFile.Stamp(overlay)!.Identity;

        Assert.True((await machine.KeepDiskAsync("annas-desktop")).Succeeded);
        Assert.True((await machine.KeepDiskAsync("annas-desktop")).Succeeded);

        Assert.False(File.Exists(overlay));
        Assert.Equal(file, LinuxFile.Stamp(host.Layout.Desktop("annas-desktop"))!.Identity);
        Assert.Equal("annas-desktop", machine.Spec.Disk.DesktopDisk);
        Assert.Equal(MachineState.Ready, machine.Status.State);
        Assert.Equal(HypervisorFailureKind.WrongState, (await machine.KeepDiskAsync("another")).Failure?.Kind);
    }

    [Fact]
    public async Task A_kept_disk_survives_its_machine_and_serves_the_next()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await machine.KeepDiskAsync("annas-desktop");
        await machine.DestroyAsync();
        var file = LinuxFile.Stamp(host.Layout.Desktop("annas-desktop"))!.Identity;
        Assert.Empty(host.TracesOf(machine.Id));

        var next = await host.CreateReadyAsync("annas-desktop");

        Assert.Equal(file, LinuxFile.Stamp(host.Layout.Desktop("annas-desktop"))!.Identity);
        var kept = Assert.Single(host.Hypervisor.DesktopDisks.List());
        Assert.Equal(("annas-desktop", host.Paint.Disk.Sha256), (kept.Name, kept.Base));
        Assert.Equal(HypervisorFailureKind.DiskInUse, (await host.Hypervisor.DesktopDisks.RemoveAsync("annas-desktop")).Failure?.Kind);
        await next.DestroyAsync();
        Assert.True((await host.Hypervisor.DesktopDisks.RemoveAsync("annas-desktop")).Succeeded);
        Assert.True((await host.Hypervisor.DesktopDisks.RemoveAsync("annas-desktop")).Succeeded);
        Assert.Empty(host.Hypervisor.DesktopDisks.List());
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_the_disk_stays_with_its_machine()
    {
        await using var host = await TestHost.StartAsync();
        await (await host.CreateReadyAsync("annas-desktop")).DestroyAsync();
        var machine = await host.CreateReadyAsync();

        Assert.Equal(HypervisorFailureKind.DiskExists, (await machine.KeepDiskAsync("annas-desktop")).Failure?.Kind);

        Assert.True(File.Exists(host.Layout.Of(machine.Id).Overlay));
        Assert.Null(machine.Spec.Disk.DesktopDisk);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../escape")]
    [InlineData("UPPER")]
    [InlineData("a.b")]
    public async Task Names_that_could_leave_the_directory_are_refused(string name)
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();

        Assert.Equal(HypervisorFailureKind.BadSpec, (await machine.KeepDiskAsync(name)).Failure?.Kind);
        Assert.Equal(HypervisorFailureKind.BadSpec, (await host.Hypervisor.DesktopDisks.RemoveAsync(name)).Failure?.Kind);
    }

    [Fact]
    public async Task Keeping_that_was_interrupted_after_the_link_is_completed_when_asked_again()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await host.ReopenAsync();
        LinuxFile.Link(host.Layout.Of(machine.Id).Overlay, host.Layout.Desktop("annas-desktop"));
        var adopted = Assert.Single((await host.Hypervisor.AdoptAsync()).Alive);

        Assert.True((await adopted.KeepDiskAsync("annas-desktop")).Succeeded);

        Assert.False(File.Exists(host.Layout.Of(machine.Id).Overlay));
        var again = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);
        Assert.Equal("annas-desktop", again.Spec.Disk.DesktopDisk);
    }
}
