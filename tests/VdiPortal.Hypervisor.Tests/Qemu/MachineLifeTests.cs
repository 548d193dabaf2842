using System.Diagnostics;
using System.Text;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>One machine on real QEMU from start to end (requirements B1, B2, A8).</summary>
public sealed class MachineLifeTests
{
    [Fact]
    public async Task A_machine_boots_and_becomes_ready_with_measured_times()
    {
        await using var host = await TestHost.StartAsync();
        var steps = new List<FillStep>();

        var made = await host.Hypervisor.CreateAsync(host.Paint.ToSpec(), new Steps(steps), Patience.Token);

        Assert.True(made.Succeeded, made.Failure?.Message);
        var status = await made.Value.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        Assert.Equal(MachineState.Ready, status.State);
        Assert.True(status.Times.Disk > TimeSpan.Zero && status.Times.Start > TimeSpan.Zero && status.Times.Ready > TimeSpan.Zero);
        Assert.Equal([FillStep.CheckingImages, FillStep.MakingDisk, FillStep.Starting], steps);
        Assert.Same(made.Value, host.Hypervisor.Find(made.Value.Id));
    }

    [Fact]
    public async Task A_paused_machine_stands_still_and_goes_on_when_resumed()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();

        Assert.True((await machine.PauseAsync(Patience.Token)).Succeeded);
        Assert.Equal(MachineState.Paused, machine.Status.State);
        var cpu = machine.Measure().Value!.CpuTime;
        var first = await CaptureAsync(machine);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(first, await CaptureAsync(machine));
        }

        Assert.InRange(machine.Measure().Value!.CpuTime - cpu, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.True((await machine.ResumeAsync(Patience.Token)).Succeeded);
        Assert.Equal(MachineState.Running, machine.Status.State);
        var clock = Stopwatch.StartNew();
        while ((await CaptureAsync(machine)).AsSpan().SequenceEqual(first))
        {
            Assert.True(clock.Elapsed < Patience.Long, "The screen does not change after resuming.");
        }
    }

    [Fact]
    public async Task Pausing_and_resuming_twice_is_harmless()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();

        Assert.True((await machine.ResumeAsync()).Succeeded);
        Assert.Equal(MachineState.Ready, machine.Status.State);
        Assert.True((await machine.PauseAsync()).Succeeded);
        Assert.True((await machine.PauseAsync()).Succeeded);
        Assert.True((await machine.ResumeAsync()).Succeeded);
        Assert.True((await machine.ResumeAsync()).Succeeded);
        Assert.Equal(MachineState.Running, machine.Status.State);
    }

    [Fact]
    public async Task A_booting_machine_cannot_be_paused()
    {
        await using var host = await TestHost.StartAsync();
        var spec = host.Paint.ToSpec() with { Ready = Criteria.Never };
        var machine = await host.CreateAsync(spec);

        Assert.Equal(HypervisorFailureKind.WrongState, (await machine.PauseAsync()).Failure?.Kind);
        Assert.Equal(MachineState.Booting, machine.Status.State);
    }

    [Fact]
    public async Task A_missed_deadline_is_told_with_the_last_words_of_the_guest()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Never with { DeadlineSeconds = 2 } });

        var status = await machine.UntilAsync(status => status.Ready == ReadyProgress.Missed);

        Assert.Equal(MachineState.Booting, status.State);
        Assert.Contains("not ready within 2 s", status.Reason, StringComparison.Ordinal);
        Assert.Contains("READY paint", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_killed_from_outside_is_seen_within_a_second()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();

        var clock = Stopwatch.StartNew();
        Process.GetProcessById(machine.ProcessId!.Value).Kill();
        var status = await machine.UntilAsync(status => status.State == MachineState.Exited);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(MachineExit.Killed, status.Exit);
        Assert.Null(machine.ProcessId);
        Assert.Equal(HypervisorFailureKind.Exited, (await machine.ResumeAsync()).Failure?.Kind);
        Assert.Equal(HypervisorFailureKind.Exited, (await machine.ScreenshotAsync()).Failure?.Kind);
        Assert.Equal(HypervisorFailureKind.Exited, (await machine.OpenConsoleAsync()).Failure?.Kind);
        Assert.Equal(HypervisorFailureKind.Exited, machine.Measure().Failure?.Kind);
        Assert.True((await machine.KillAsync()).Succeeded);
    }

    [Fact]
    public async Task Destroying_leaves_no_file_no_process_and_no_socket()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        Assert.NotEmpty(host.TracesOf(machine.Id));

        Assert.True((await machine.DestroyAsync(Patience.Token)).Succeeded);

        Assert.Empty(host.TracesOf(machine.Id));
        Assert.Null(host.Hypervisor.Find(machine.Id));
        Assert.True((await machine.DestroyAsync(Patience.Token)).Succeeded);
        Assert.Equal(MachineExit.Requested, machine.Status.Exit);
    }

    [Fact]
    public async Task Watching_ends_when_the_machine_is_destroyed()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        var seen = new List<MachineState>();
        var watching = Task.Run(async () =>
        {
            await foreach (var status in machine.WatchAsync(Patience.Token))
            {
                seen.Add(status.State);
            }
        });

        await machine.DestroyAsync(Patience.Token);
        await watching.WaitAsync(Patience.Long);

        Assert.Equal(MachineState.Exited, seen[^1]);
    }

    [Fact]
    public async Task A_guest_that_ignores_the_power_button_is_ended_at_the_deadline()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await machine.PauseAsync();

        Assert.True((await machine.ShutdownAsync(TimeSpan.FromMilliseconds(500), Patience.Token)).Succeeded);

        Assert.Equal(MachineExit.Requested, machine.Status.Exit);
    }

    [Fact]
    public async Task The_console_speaks_rfb()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await machine.PauseAsync();

        var console = await machine.OpenConsoleAsync(Patience.Token);

        Assert.True(console.Succeeded, console.Failure?.Message);
        await using var stream = console.Value;
        var greeting = new byte[12];
        await stream.ReadExactlyAsync(greeting, Patience.Token);
        Assert.Equal("RFB 003.008\n", Encoding.ASCII.GetString(greeting));
    }

    [Fact]
    public async Task Generations_only_grow_and_survive_the_driver()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();

        Assert.True((await machine.SetGenerationAsync(7)).Succeeded);
        Assert.True((await machine.SetGenerationAsync(7)).Succeeded);
        Assert.Equal(HypervisorFailureKind.StaleGeneration, (await machine.SetGenerationAsync(6)).Failure?.Kind);

        var report = await host.ReopenAndAdoptAsync();
        Assert.Equal(7, Assert.Single(report.Alive).Generation);
    }

    [Fact]
    public async Task Several_machines_are_made_at_once()
    {
        await using var host = await TestHost.StartAsync();

        var machines = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.CreateReadyAsync()));

        Assert.Equal(4, machines.Select(machine => machine.ProcessId).Distinct().Count());
        Assert.Equal(4, host.Hypervisor.Machines.Count);
    }

    private static async Task<byte[]> CaptureAsync(IMachine machine)
    {
        var shot = await machine.ScreenshotAsync(cancellationToken: Patience.Token);
        Assert.True(shot.Succeeded, shot.Failure?.Message);
        return shot.Value.Png.ToArray();
    }

    private sealed class Steps(List<FillStep> steps) : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => steps.Add(value.Step);
    }
}
