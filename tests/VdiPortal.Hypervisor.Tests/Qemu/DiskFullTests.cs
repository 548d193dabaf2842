using System.Diagnostics;
using System.Globalization;
using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>A machine whose disk cannot be written any more is stopped, not lost.</summary>
public sealed class DiskFullTests
{
    // The overlay may grow to 9 MiB (and the memory, 8 MiB, still fits); a write beyond that fails instead of killing QEMU.
    private static readonly string[] LimitedLauncher = ["/bin/sh", "-c", "trap '' XFSZ; ulimit -S -f 18432; exec \"$@\"", "launcher"];

    [Fact]
    public async Task A_machine_that_cannot_write_stalls_and_goes_on_when_it_can_again()
    {
        await using var host = await TestHost.StartAsync(options => Array.ForEach(LimitedLauncher, options.LauncherCommand.Add));
        var machine = await host.CreateAsync(WritingGuest.ToSpec(host, await WritingGuest.ImportAsync(host)));

        var stalled = await machine.UntilAsync(status => status.State == MachineState.Stalled);
        Assert.Contains("could not be read or written", stalled.Reason, StringComparison.Ordinal);
        Assert.Equal(HypervisorFailureKind.WrongState, (await machine.PauseAsync()).Failure?.Kind);

        Assert.True((await machine.ResumeAsync()).Succeeded);
        await machine.UntilAsync(status => status.State == MachineState.Stalled && status.Sequence > stalled.Sequence);

        await RunAsync("prlimit", "--pid", machine.ProcessId!.Value.ToString(CultureInfo.InvariantCulture), "--fsize=unlimited");
        Assert.True((await machine.ResumeAsync()).Succeeded);
        var ready = await machine.UntilAsync(status => status.Ready == ReadyProgress.Reached);
        Assert.Null(ready.Reason);
    }

    [Fact]
    public async Task A_stalled_machine_is_still_stalled_after_adoption_and_can_be_destroyed()
    {
        await using var host = await TestHost.StartAsync(options => Array.ForEach(LimitedLauncher, options.LauncherCommand.Add));
        var machine = await host.CreateAsync(WritingGuest.ToSpec(host, await WritingGuest.ImportAsync(host)));
        await machine.UntilAsync(status => status.State == MachineState.Stalled);

        var adopted = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);

        Assert.Equal(MachineState.Stalled, adopted.Status.State);
        Assert.Contains("disk", adopted.Status.Reason, StringComparison.Ordinal);
        Assert.True((await adopted.DestroyAsync()).Succeeded);
        Assert.Empty(host.TracesOf(machine.Id));
    }

    [RootFact]
    public async Task On_a_file_system_that_is_really_full_people_are_told_so()
    {
        var data = Path.Combine(Path.GetTempPath(), "vdi-full-" + Guid.NewGuid().ToString("N")[..10]);
        Directory.CreateDirectory(data);
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=20m", "vdi-test", data);
        try
        {
            await using var host = await TestHost.StartAsync(options => options.DataDirectory = Path.Combine(data, "data"));
            var image = await WritingGuest.ImportAsync(host);
            var machine = await host.CreateAsync(WritingGuest.ToSpec(host, image));
            var stalled = await machine.UntilAsync(status => status.State == MachineState.Stalled);
            Assert.Contains("The host's disk is full", stalled.Reason, StringComparison.Ordinal);

            var other = WritingGuest.ToSpec(host, image);
            var made = await host.Hypervisor.CreateAsync(other, cancellationToken: Patience.Token);
            Assert.Equal(HypervisorFailureKind.DiskFull, made.Failure?.Kind);
            Assert.Empty(host.TracesOf(other.Id));
            Assert.Equal(HypervisorFailureKind.DiskFull, (await machine.SetGenerationAsync(2)).Failure?.Kind);

            Assert.True((await machine.DestroyAsync()).Succeeded);
            Assert.True((await host.CreateReadyAsync()).Status.Ready == ReadyProgress.Reached);
        }
        finally
        {
            await RunAsync("umount", data);
            Directory.Delete(data);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Patience.Token);
        Assert.Equal(0, process.ExitCode);
    }
}
