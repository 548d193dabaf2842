using System.Globalization;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Ready points before the operating system on real machines (requirement B1).</summary>
public sealed class BootPointTests
{
    private const string FirstSector = "0x7c00";
    private static readonly FirmwarePoint Firmware = new();
    private static readonly BootLoaderPoint BootLoader = new();
    private static readonly MarkerPoint Painted = new(MarkerChannel.Serial, "READY paint");

    [Fact]
    public async Task Firmware_means_that_the_machine_stands_still_before_its_disk_was_read()
    {
        await using var host = await TestHost.StartAsync();

        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(Firmware) });

        await machine.UntilAsync(status => status.State == MachineState.Paused);
        Assert.Equal(ReadyProgress.Reached, machine.Status.Ready);
        Assert.Equal("f000:e6f2", await host.AskWhereAsync(machine));
        Assert.Equal(0UL, await ReadMemoryAsync(host, machine));
        await AssertPaintsOnceResumedAsync(machine);
    }

    [Fact]
    public async Task Boot_loader_means_that_its_first_instruction_is_the_next()
    {
        await using var host = await TestHost.StartAsync();

        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(BootLoader) });

        await machine.UntilAsync(status => status.State == MachineState.Paused);
        Assert.Equal("0000:7c00", await host.AskWhereAsync(machine));
        Assert.NotEqual(0UL, await ReadMemoryAsync(host, machine));
        await AssertPaintsOnceResumedAsync(machine);
    }

    [Fact]
    public async Task A_machine_that_stands_there_uses_no_CPU()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(Firmware) });
        await machine.UntilAsync(status => status.State == MachineState.Paused);

        var before = machine.Measure().Value!.CpuTime;
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System); // not a wait for something, but what is measured

        Assert.True(machine.Measure().Value!.CpuTime - before < TimeSpan.FromSeconds(0.1));
        Assert.True((await machine.PauseAsync(Patience.Token)).Succeeded);
    }

    [Fact]
    public async Task A_machine_that_waits_for_more_goes_on_from_both()
    {
        await using var host = await TestHost.StartAsync();

        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = new ReadyCriterion([Painted, BootLoader, Firmware], null, 200) });

        var status = await machine.UntilAsync(status => status.Ready != ReadyProgress.Pending);
        Assert.Equal((ReadyProgress.Reached, MachineState.Ready), (status.Ready, status.State));
    }

    [Fact]
    public async Task A_machine_that_became_ready_before_is_not_stopped_later()
    {
        await using var host = await TestHost.StartAsync();

        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = new ReadyCriterion(null, [new DelayPoint(0), BootLoader], 200) });

        await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        await UntilItPaintsAsync(machine);
        Assert.Equal(MachineState.Ready, machine.Status.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_adopts_a_machine_on_its_way_finds_it_there(bool hasBegun)
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(BootLoader) });
        if (hasBegun)
        {
            await TestKit.Clocks.Patience.UntilAsync("it runs", async () => !(await host.AskAsync(machine, "info status")).Contains("prelaunch", StringComparison.Ordinal));
        }

        machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);

        await machine.UntilAsync(status => status.State == MachineState.Paused);
        Assert.Equal("0000:7c00", await host.AskWhereAsync(machine));
        machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);
        Assert.Equal((MachineState.Paused, ReadyProgress.Reached), (machine.Status.State, machine.Status.Ready));
        await AssertPaintsOnceResumedAsync(machine);
    }

    [Fact]
    public async Task A_place_that_was_passed_before_an_adoption_counts()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = new ReadyCriterion([Firmware, Painted, new DelayPoint(4)], null, 60) });
        await UntilItPaintsAsync(machine);

        machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);

        var status = await machine.UntilAsync(status => status.Ready != ReadyProgress.Pending);
        Assert.Equal((ReadyProgress.Reached, MachineState.Ready), (status.Ready, status.State));
    }

    [RootFact]
    public async Task It_works_as_QEMU_s_own_user_and_nobody_else_can_stop_the_machine()
    {
        await using var host = await TestHost.StartAsync(options => options.RunAs = "nobody");

        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(Firmware) });

        await machine.UntilAsync(status => status.State == MachineState.Paused);
        const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(host.Layout.Of(machine.Id).Stops) & others);
    }

    [Fact]
    public async Task A_machine_whose_kernel_is_booted_directly_has_no_boot_loader()
    {
        await using var host = await TestHost.StartAsync();
        var spec = host.Paint.ToSpec() with { Boot = new DirectBoot(host.Paint.Disk with { Format = "raw" }, null, "") };

        var refused = await host.Hypervisor.CreateAsync(spec with { Ready = Criteria.Of(BootLoader) }, cancellationToken: Patience.Token);

        Assert.Equal(HypervisorFailureKind.BadSpec, refused.Failure?.Kind);
        Assert.Contains("wait for its firmware instead", refused.Failure!.Message, StringComparison.Ordinal);
    }

    private static async Task AssertPaintsOnceResumedAsync(IMachine machine)
    {
        Assert.True((await machine.ResumeAsync(Patience.Token)).Succeeded);
        await machine.UntilAsync(status => status.State == MachineState.Running);
        await UntilItPaintsAsync(machine);
    }

    // The firmware's text screen is 720 pixels wide.
    private static Task<TimeSpan> UntilItPaintsAsync(IMachine machine) => TestKit.Clocks.Patience.UntilAsync(
        "the guest paints", async () => (await machine.ScreenshotAsync(null, Patience.Token)).Value is { Width: 320 or 640 }, Patience.Long);

    private static async Task<ulong> ReadMemoryAsync(TestHost host, IMachine machine)
    {
        var words = await host.AskAsync(machine, $"xp /1xg {FirstSector}");
        return ulong.Parse(words.Split("0x")[^1].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
