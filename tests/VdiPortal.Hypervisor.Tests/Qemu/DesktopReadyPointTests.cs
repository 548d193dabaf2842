using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Ready points that a real desktop's own system tells, and the one before it (requirement B1).</summary>
[Collection(DesktopHost.Collection)]
public sealed class DesktopReadyPointTests(DesktopHost desktops)
{
    private const int Port = 2222, Deadline = 240;
    private const string Listen = "busybox nc -ll -p 2222 -e cat >/dev/null 2>&1 </dev/null &";
    private const string Late = "printf '#!/bin/sh\\nsleep 600; true' >/tmp/late && chmod +x /tmp/late && (/tmp/late >/dev/null 2>&1 </dev/null &)";
    private const string Connect = "(until busybox nc 127.0.0.1 2222 <>/tmp/open; do sleep 0.2; done) >/dev/null 2>&1 &";

    [Fact]
    public async Task Firmware_means_that_the_kernel_was_not_started_when_it_is_booted_directly()
    {
        var machine = await CreateAsync(new FirmwarePoint());

        await machine.UntilAsync(status => status.State == MachineState.Paused);
        Assert.Equal("f000:e6f2", await desktops.Host.AskWhereAsync(machine));
        Assert.True((await machine.ResumeAsync(Patience.Token)).Succeeded);
        await UntilAgentAnswersAsync(machine);
        await EndAsync(machine);
    }

    [Fact]
    public async Task A_process_makes_a_desktop_ready_once_it_runs()
    {
        var machine = await CreateAsync(new ReadyCriterion([new ProcessPoint("Xorg"), new ProcessPoint("late")], null, Deadline));
        await UntilAgentAnswersAsync(machine);
        Assert.Equal(ReadyProgress.Pending, machine.Status.Ready);

        await machine.ShellAsync(Late);

        await UntilReadyAsync(machine);
        Assert.NotEqual("", await machine.ShellAsync("pgrep -x Xorg"));
        await EndAsync(machine);
    }

    [Fact]
    public async Task A_port_that_something_listens_at_makes_a_desktop_ready()
    {
        var machine = await CreateAsync(new PortPoint(Port));
        await UntilAgentAnswersAsync(machine);
        Assert.Equal(ReadyProgress.Pending, machine.Status.Ready);

        await machine.ShellAsync(Listen);

        await UntilReadyAsync(machine);
        await EndAsync(machine);
    }

    [Fact]
    public async Task Connections_that_are_open_make_a_desktop_ready_once_there_are_enough()
    {
        var machine = await CreateAsync(new ReadyCriterion([new PortPoint(Port), new ConnectionsPoint(Port, 2)], null, Deadline));
        await UntilAgentAnswersAsync(machine);
        await machine.ShellAsync("mkfifo /tmp/open; " + Listen + Connect);
        Assert.Equal(ReadyProgress.Pending, machine.Status.Ready);

        await machine.ShellAsync(Connect);

        await UntilReadyAsync(machine);
        await EndAsync(machine);
    }

    private static async Task UntilAgentAnswersAsync(IMachine machine) => await TestKit.Clocks.Patience.UntilAsync(
        "the guest agent answers", async () => (await machine.Guest.PingAsync(Patience.Token)).Succeeded, Patience.Long);

    private static async Task UntilReadyAsync(IMachine machine)
    {
        var status = await machine.UntilAsync(status => status.Ready != ReadyProgress.Pending);
        Assert.True(status.Ready == ReadyProgress.Reached, status.Reason);
    }

    private static async Task EndAsync(IMachine machine) => Assert.True((await machine.DestroyAsync(Patience.Token)).Succeeded);

    private Task<IMachine> CreateAsync(ReadyPoint point) => CreateAsync(Criteria.Of(point, Deadline));

    private Task<IMachine> CreateAsync(ReadyCriterion ready) => desktops.Host.CreateAsync(desktops.ToSpec() with { Ready = ready });
}
