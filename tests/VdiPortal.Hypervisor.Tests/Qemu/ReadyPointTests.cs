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
}
