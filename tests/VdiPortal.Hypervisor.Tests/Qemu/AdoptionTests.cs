using System.Diagnostics;
using System.Text;
using VdiPortal.Hypervisor.Guests;
using VdiPortal.Hypervisor.Linux;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Storage;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>Machines outlive the driver and are found again (requirement A6).</summary>
public sealed class AdoptionTests
{
    [Fact]
    public async Task A_running_machine_is_adopted_and_obeys()
    {
        await using var host = await TestHost.StartAsync();
        var before = await host.CreateReadyAsync();
        await before.PauseAsync();

        var report = await host.ReopenAndAdoptAsync();

        var machine = Assert.Single(report.Alive);
        Assert.Empty(report.Dead);
        Assert.Empty(report.NotUnderstood);
        Assert.Equal(before.Id, machine.Id);
        Assert.Equal(HypervisorJson.Write(before.Spec), HypervisorJson.Write(machine.Spec));
        Assert.Equal((MachineState.Paused, ReadyProgress.Reached), (machine.Status.State, machine.Status.Ready));
        Assert.True((await machine.ResumeAsync()).Succeeded);
        Assert.Equal(MachineState.Running, machine.Status.State);
        Assert.True((await machine.ScreenshotAsync(cancellationToken: Patience.Token)).Succeeded);
    }

    [Fact]
    public async Task A_machine_that_was_resumed_is_still_running_after_adoption()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await machine.PauseAsync();
        await machine.ResumeAsync();

        Assert.Equal(MachineState.Running, Assert.Single((await host.ReopenAndAdoptAsync()).Alive).Status.State);
    }

    [Fact]
    public async Task A_machine_that_was_never_paused_is_ready_after_adoption()
    {
        await using var host = await TestHost.StartAsync();
        await host.CreateReadyAsync();

        Assert.Equal(MachineState.Ready, Assert.Single((await host.ReopenAndAdoptAsync()).Alive).Status.State);
    }

    [Fact]
    public async Task What_a_guest_wrote_while_no_driver_ran_is_not_missed()
    {
        await using var host = await TestHost.StartAsync();
        await CreateUnheardAsync(host, "READY paint");

        var adopted = Assert.Single((await host.Hypervisor.AdoptAsync()).Alive);

        var status = await adopted.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        Assert.Equal(MachineState.Ready, status.State);
    }

    [Fact]
    public async Task A_machine_adopted_while_booting_still_misses_its_deadline()
    {
        await using var host = await TestHost.StartAsync();
        await host.CreateAsync(host.Paint.ToSpec() with { Ready = Criteria.Never with { DeadlineSeconds = 3 } });

        var machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);

        await machine.UntilAsync(status => status.Ready == ReadyProgress.Missed);
        Assert.Equal(ReadyProgress.Missed, Assert.Single((await host.ReopenAndAdoptAsync()).Alive).Status.Ready);
    }

    [Fact]
    public async Task The_death_of_an_adopted_machine_is_seen_within_a_second()
    {
        await using var host = await TestHost.StartAsync();
        await host.CreateReadyAsync();
        var machine = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);

        var clock = Stopwatch.StartNew();
        Process.GetProcessById(machine.ProcessId!.Value).Kill();
        await machine.UntilAsync(status => status.State == MachineState.Exited);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_machine_that_died_meanwhile_is_reported_and_can_be_destroyed()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        var qemu = Process.GetProcessById(machine.ProcessId!.Value);
        await host.ReopenAsync();
        qemu.Kill();
        await qemu.WaitForExitAsync(Patience.Token);

        var report = await host.Hypervisor.AdoptAsync();

        Assert.Empty(report.Alive);
        var dead = Assert.Single(report.Dead);
        Assert.Equal((MachineState.Exited, MachineExit.Unobserved), (dead.Status.State, dead.Status.Exit));
        Assert.True((await dead.DestroyAsync()).Succeeded);
        Assert.Empty(host.TracesOf(machine.Id));
    }

    [Fact]
    public async Task After_a_restart_of_the_host_machines_are_dead_because_of_it()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await machine.KillAsync();
        await host.ReopenAsync();
        var record = new MachineRecord(host.Layout.Of(machine.Id));
        record.WriteProcess(record.ReadProcess()! with { BootId = "another boot" });
        Directory.Delete(host.Layout.Of(machine.Id).Run, recursive: true);

        Assert.Equal(MachineExit.HostRestarted, Assert.Single((await host.Hypervisor.AdoptAsync()).Dead).Status.Exit);
    }

    [Fact]
    public async Task A_process_id_that_was_used_again_is_not_taken_for_the_machine()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await machine.KillAsync();
        await host.ReopenAsync();
        var record = new MachineRecord(host.Layout.Of(machine.Id));
        record.WriteProcess(record.ReadProcess()! with { Pid = Environment.ProcessId });

        Assert.Single((await host.Hypervisor.AdoptAsync()).Dead);
    }

    [Fact]
    public async Task A_machine_whose_process_was_not_recorded_is_found_by_its_arguments()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        var pid = machine.ProcessId;
        await host.ReopenAsync();
        File.Delete(host.Layout.Of(machine.Id).Process);

        Assert.Equal(pid, Assert.Single((await host.Hypervisor.AdoptAsync()).Alive).ProcessId);
    }

    [Fact]
    public async Task What_is_not_understood_is_reported_and_left_alone()
    {
        await using var host = await TestHost.StartAsync();
        await host.ReopenAsync();
        var layout = host.Layout;
        string[] strangers =
        [
            MakeDirectory(Path.Combine(layout.Machines, "notes")),
            MakeDirectory(Path.Combine(layout.Machines, Guid.NewGuid().ToString()), "spec.json", "this is no spec"),
            MakeDirectory(Path.Combine(layout.Machines, Guid.NewGuid().ToString())),
            MakeDirectory(Path.Combine(layout.Run, Guid.NewGuid().ToString())),
            MakeFile(Path.Combine(layout.Overlays, Guid.NewGuid() + ".qcow2")),
        ];
        MakeDirectory(Path.Combine(layout.Machines, MachinePaths.StagedPrefix + Guid.NewGuid()));
        MakeFile(Path.Combine(layout.Run, "portal.sock"));

        var report = await host.Hypervisor.AdoptAsync();

        Assert.Equal(strangers.Order(), report.NotUnderstood.Select(leftover => leftover.Path).Order());
        Assert.All(strangers, path => Assert.True(Path.Exists(path)));
        Assert.Empty(Directory.EnumerateDirectories(layout.Machines, MachinePaths.StagedPrefix + "*"));
    }

    [Fact]
    public async Task A_data_directory_has_one_owner()
    {
        await using var host = await TestHost.StartAsync();
        await using var other = HypervisorServices.Create(host.Options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, new HypervisorMetrics());

        var error = await Assert.ThrowsAsync<IOException>(() => other.AdoptAsync());

        Assert.Contains(host.Options.DataDirectory, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_made_before_adoption()
    {
        await using var host = await TestHost.StartAsync();
        await host.ReopenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Hypervisor.CreateAsync(host.Paint.ToSpec()));
    }

    private static string MakeDirectory(string path, string? file = null, string text = "")
    {
        Directory.CreateDirectory(path);
        if (file is not null)
        {
            File.WriteAllText(Path.Combine(path, file), text);
        }

        return path;
    }

    private static string MakeFile(string path)
    {
        File.WriteAllText(path, "");
        return path;
    }

    // Looks without taking anything out, as nobody reads while no driver runs.
    /// <summary>
    /// A machine whose guest wrote a text that no driver has heard: it lies in the pipe. A guest may be quicker than the driver's end; then
    /// another one is made.
    /// </summary>
    private static async Task CreateUnheardAsync(TestHost host, string text)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var machine = await host.CreateAsync(host.Paint.ToSpec());
            await host.ReopenAsync();
            if (machine.Status.Ready != ReadyProgress.Reached && await IsWrittenAsync(host.Layout.Of(machine.Id).Serial + ".out", text))
            {
                return;
            }

            await Assert.Single((await host.Hypervisor.AdoptAsync()).Alive).DestroyAsync(Patience.Token);
        }

        throw new TimeoutException("Every guest was quicker than the end of its driver.");
    }

    private static async Task<bool> IsWrittenAsync(string fifo, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var pipe = LinuxFile.OpenFifo(fifo);
        using var peeker = new PipePeeker();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var piece = new byte[64 * 1024];
        while (!Encoding.Latin1.GetString(piece, 0, peeker.Peek(pipe, piece)).Contains(text, StringComparison.Ordinal))
        {
            if (limit.IsCancellationRequested)
            {
                return false;
            }

            await poll.WaitForNextTickAsync(Patience.Token);
        }

        return true;
    }
}
