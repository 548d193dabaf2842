using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Desktops that are kept, shut down and found again (requirements A5, A8).</summary>
[Collection(DesktopHost.Collection)]
public sealed class DesktopLifeTests(DesktopHost desktops)
{
    [Fact]
    public async Task A_file_survives_in_a_disk_that_is_kept_and_in_no_other()
    {
        var first = await desktops.CreateReadyAsync(desktops.Desktop.ToSpec());
        Assert.True((await first.KeepDiskAsync("annas-desktop")).Succeeded);
        await ShellAsync(first, "echo precious >/home/kept && sync");
        Assert.True((await first.ShutdownAsync(Patience.Long, Patience.Token)).Succeeded);
        Assert.Equal(MachineState.Exited, first.Status.State);
        Assert.True((await first.DestroyAsync()).Succeeded);

        var second = await desktops.CreateReadyAsync(desktops.Desktop.ToSpec("annas-desktop"));
        Assert.Equal("precious", (await ShellAsync(second, "cat /home/kept")).Trim());
        await second.DestroyAsync();

        var other = await desktops.CreateReadyAsync(desktops.Desktop.ToSpec());
        Assert.Equal("none", (await ShellAsync(other, "cat /home/kept 2>/dev/null || echo none")).Trim());
        await other.DestroyAsync();
        Assert.True((await desktops.Host.Hypervisor.DesktopDisks.RemoveAsync("annas-desktop")).Succeeded);
    }

    [Fact]
    public async Task A_guest_that_powers_itself_off_is_told_from_one_that_is_ended()
    {
        var machine = await desktops.CreateReadyAsync(desktops.Desktop.ToSpec());

        Assert.True((await machine.Guest.ShutdownAsync(Patience.Token)).Succeeded);
        var status = await machine.UntilAsync(status => status.State == MachineState.Exited);

        Assert.Equal(MachineExit.GuestShutdown, status.Exit);
        await machine.DestroyAsync();
    }

    [Fact]
    public async Task A_desktop_adopted_while_it_boots_becomes_ready_and_its_agent_answers()
    {
        var id = (await desktops.Host.CreateAsync(desktops.Desktop.ToSpec())).Id;

        var report = await desktops.Host.ReopenAndAdoptAsync();

        var machine = Assert.Single(report.Alive, machine => machine.Id == id);

        Assert.Equal(MachineState.Booting, machine.Status.State);
        await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        Assert.True((await machine.Guest.PingAsync(Patience.Token)).Succeeded);
        await machine.DestroyAsync();
    }

    [Fact]
    public async Task Without_an_agent_the_power_button_shuts_a_guest_down()
    {
        var machine = await desktops.CreateReadyAsync(desktops.Desktop.ToSpec() with { HasGuestAgent = false });
        await machine.PauseAsync();

        Assert.True((await machine.ShutdownAsync(Patience.Long, Patience.Token)).Succeeded);

        Assert.Equal(MachineExit.Requested, machine.Status.Exit);
        await machine.DestroyAsync();
    }

    private static async Task<string> ShellAsync(IMachine machine, string script)
    {
        var result = await machine.Guest.ExecuteAsync(new GuestCommand("/bin/sh", ["-c", script]), Patience.Token);
        Assert.True(result is { Succeeded: true, Value.ExitCode: 0 }, result.Failure?.Message ?? result.Value?.Error);
        return result.Value!.Output;
    }
}
