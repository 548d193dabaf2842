using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Desktops that are kept, shut down and found again (requirements A5, A8).</summary>
[Collection(DesktopHost.Collection)]
public sealed class DesktopLifeTests(DesktopHost desktops)
{
    [Fact]
    public async Task A_file_survives_in_the_disk_that_is_kept_and_in_no_other()
    {
        var first = await desktops.CreateReadyAsync(desktops.ToSpec());
        Assert.True((await first.KeepDiskAsync("annas-desktop")).Succeeded);
        await first.ShellAsync("echo precious >/home/kept && sync");
        Assert.True((await first.Guest.ShutdownAsync(Patience.Token)).Succeeded);
        Assert.Equal(MachineExit.GuestShutdown, (await first.UntilAsync(status => status.State == MachineState.Exited)).Exit);
        Assert.True((await first.DestroyAsync()).Succeeded);

        var second = await desktops.CreateReadyAsync(desktops.ToSpec("annas-desktop"));
        Assert.Equal("precious", (await second.ShellAsync("cat /home/kept")).Trim());
        Assert.True((await second.ShutdownAsync(Patience.Long, Patience.Token)).Succeeded);
        Assert.Equal(MachineExit.Requested, second.Status.Exit);
        Assert.True((await second.DestroyAsync()).Succeeded);

        Assert.Equal("none", (await (await desktops.GetSharedAsync()).ShellAsync("cat /home/kept 2>/dev/null || echo none")).Trim());
        Assert.True((await desktops.Host.Hypervisor.DesktopDisks.RemoveAsync("annas-desktop")).Succeeded);
    }

    [Fact]
    public async Task A_desktop_adopted_while_it_boots_becomes_ready_and_obeys_the_power_button()
    {
        var id = (await desktops.Host.CreateAsync(desktops.ToSpec() with { HasGuestAgent = false })).Id;

        var report = await desktops.Host.ReopenAndAdoptAsync();

        var machine = Assert.Single(report.Alive, machine => machine.Id == id);
        Assert.Equal(MachineState.Booting, machine.Status.State);
        await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        Assert.True((await machine.PauseAsync()).Succeeded);
        Assert.True((await machine.ShutdownAsync(Patience.Long, Patience.Token)).Succeeded);
        Assert.Equal(MachineExit.Requested, machine.Status.Exit);
        Assert.True((await machine.DestroyAsync()).Succeeded);
    }
}
