using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>A machine that is kept at an earlier ready point can be used once its whole criterion holds (requirement B3).</summary>
public sealed class FullReadyTests
{
    private static readonly FirmwarePoint Firmware = new();
    private static readonly MarkerPoint Painted = new(MarkerChannel.Serial, "READY paint");
    private static readonly MarkerPoint Never = new(MarkerChannel.Serial, "READY never");

    [Fact]
    public async Task A_machine_without_one_can_be_used_as_soon_as_it_is_ready()
    {
        await using var host = await TestHost.StartAsync();

        var machine = await host.CreateAsync(host.Paint.ToSpec());

        Assert.Equal(ReadyProgress.Reached, machine.Status.Full);
    }

    [Fact]
    public async Task Resumed_before_its_system_it_can_be_used_once_it_paints()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(Firmware), Full = Criteria.Of(Painted) });
        await machine.UntilAsync(status => status.State == MachineState.Paused);
        Assert.Equal((ReadyProgress.Reached, ReadyProgress.Pending), (machine.Status.Ready, machine.Status.Full));

        await machine.ResumeAsync(Patience.Token);

        var status = await machine.UntilAsync(status => status.Full != ReadyProgress.Pending);
        Assert.Equal((MachineState.Running, ReadyProgress.Reached), (status.State, status.Full));
    }

    [Fact]
    public async Task While_it_is_paused_its_deadline_stands_still()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(Firmware), Full = new ReadyCriterion([Never], null, 2) });
        await machine.UntilAsync(status => status.State == MachineState.Paused);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System); // not a wait for something, but what must not count
        Assert.Equal(ReadyProgress.Pending, machine.Status.Full);

        await machine.ResumeAsync(Patience.Token);

        var status = await machine.UntilAsync(status => status.Full != ReadyProgress.Pending);
        Assert.Equal(ReadyProgress.Missed, status.Full);
        Assert.Contains("READY never", status.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_watched_on_by_whoever_adopts_it(bool resumed)
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(Firmware), Full = Criteria.Of(Painted) });
        await machine.UntilAsync(status => status.State == MachineState.Paused);
        if (resumed)
        {
            await machine.ResumeAsync(Patience.Token);
        }

        machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);

        if (!resumed)
        {
            Assert.Equal((MachineState.Paused, ReadyProgress.Pending), (machine.Status.State, machine.Status.Full));
            await machine.ResumeAsync(Patience.Token);
        }

        await machine.UntilAsync(status => status.Full == ReadyProgress.Reached);
        machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);
        Assert.Equal(ReadyProgress.Reached, machine.Status.Full);
    }

    [Fact]
    public async Task It_may_name_no_place_that_the_machine_has_passed()
    {
        await using var host = await TestHost.StartAsync();

        var made = await host.Hypervisor.CreateAsync(host.Paint.ToSpec() with { Full = Criteria.Of(Firmware) }, cancellationToken: Patience.Token);

        Assert.Equal(HypervisorFailureKind.BadSpec, made.Failure?.Kind);
    }
}
