using System.Diagnostics;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Ready points on real machines (requirement B1).</summary>
public sealed class ReadyPointTests
{
    [Fact]
    public async Task A_screen_that_stands_still_makes_a_machine_ready()
    {
        await using var host = await TestHost.StartAsync();
        var blank = Path.Combine(host.Options.DataDirectory, "blank.raw");
        await File.WriteAllBytesAsync(blank, new byte[1 << 20]);
        var image = (await host.Hypervisor.Images.ImportAsync(blank, "raw")).Value!.Image;

        // Without anything to boot the firmware's message stays on the screen, followed by a cursor that blinks.
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Disk = new DiskSpec(image, null), Ready = Criteria.Of(new StillPoint(1)) });

        var status = await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        Assert.True(status.Times.Ready >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_screen_that_moves_does_not()
    {
        await using var host = await TestHost.StartAsync();

        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(new StillPoint(1), deadlineSeconds: 4) });

        await machine.UntilAsync(status => status.Ready == ReadyProgress.Missed);
    }

    [Fact]
    public async Task A_delay_counts_from_the_start_of_the_machine_also_after_adoption()
    {
        await using var host = await TestHost.StartAsync();
        var clock = Stopwatch.StartNew();
        await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(new DelayPoint(2)) });

        var machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);
        var status = await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);

        Assert.InRange(status.Times.Ready!.Value, TimeSpan.FromSeconds(1.9), clock.Elapsed + TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public async Task A_guest_without_an_agent_never_answers()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { HasGuestAgent = true, Ready = Criteria.Of(new GuestAgentPoint(), deadlineSeconds: 4) });

        await machine.UntilAsync(status => status.Ready == ReadyProgress.Missed);
    }

    [Fact]
    public async Task A_machine_that_has_little_to_do_becomes_ready()
    {
        await using var host = await TestHost.StartAsync();

        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Of(new CpuPoint(60, 2), deadlineSeconds: 200) });

        var status = await machine.UntilAsync(status => status.Ready != ReadyProgress.Pending);
        Assert.Equal(ReadyProgress.Reached, status.Ready);
        Assert.True(status.Times.Ready >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task One_that_works_without_a_pause_does_not_and_says_what_it_still_waited_for()
    {
        await using var host = await TestHost.StartAsync();
        var busy = Path.Combine(host.Options.DataDirectory, "busy.raw");
        var sector = new byte[1 << 20];
        (sector[0], sector[1], sector[510], sector[511]) = (0xeb, 0xfe, 0x55, 0xaa); // jmp to itself
        await File.WriteAllBytesAsync(busy, sector);
        var image = (await host.Hypervisor.Images.ImportAsync(busy, "raw")).Value!.Image;

        var ready = new ReadyCriterion([new CpuPoint(2, 3), new DelayPoint(1)], [new MarkerPoint(MarkerChannel.Serial, "never"), new StillPoint(600)], 8);
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Disk = new DiskSpec(image, null), Ready = ready });

        var status = await machine.UntilAsync(status => status.Ready == ReadyProgress.Missed);
        Assert.Equal(
            "It was not ready within 8 s. Still waited for: CPU below 2 % for 3 s; \"never\" on the serial port or screen still for 600 s.", status.Reason);
    }
}
