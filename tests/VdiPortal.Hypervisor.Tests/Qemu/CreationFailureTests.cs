using System.Diagnostics;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Qemu;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>What bad requests and bad luck get: a kind, words that help, and nothing left behind (requirement A3).</summary>
public sealed class CreationFailureTests
{
    [Fact]
    public async Task An_image_that_is_not_here_is_named()
    {
        await using var host = await TestHost.StartAsync();
        var missing = new ImageRef(new string('a', 64), "qcow2");

        await FailsAsync(host, host.Paint.ToSpec() with { Disk = new DiskSpec(missing, null) }, HypervisorFailureKind.ImageMissing, missing.Sha256);
    }

    [Fact]
    public async Task An_image_that_was_altered_is_not_booted()
    {
        await using var host = await TestHost.StartAsync();
        var path = host.Layout.Image(host.Paint.Disk.Sha256);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Position = file.Length - 1;
            file.WriteByte(0x55);
        }

        await FailsAsync(host, host.Paint.ToSpec(), HypervisorFailureKind.ImageAltered, "changed since it was imported");
        await FailsAsync(host, host.Paint.ToSpec(), HypervisorFailureKind.ImageAltered, "Import the original again");
    }

    [Fact]
    public async Task QEMUs_own_words_are_passed_on()
    {
        await using var host = await TestHost.StartAsync(options => options.CpuModel = "nonsense");

        await FailsAsync(host, host.Paint.ToSpec(), HypervisorFailureKind.QemuFailed, "unable to find CPU model 'nonsense'");
    }

    [Fact]
    public async Task Without_QEMU_it_says_what_to_install()
    {
        await using var host = await TestHost.StartAsync(options => options.Binary = "qemu-that-is-not-there");

        var probe = await host.Hypervisor.ProbeAsync();
        Assert.Equal(HypervisorFailureKind.QemuMissing, probe.Failure?.Kind);
        await FailsAsync(host, host.Paint.ToSpec(), HypervisorFailureKind.QemuMissing, "apt install qemu-system-x86");
    }

    [Fact]
    public async Task A_machine_type_that_QEMU_lacks_is_named()
    {
        await using var host = await TestHost.StartAsync(options => options.MachineType = "pc-q35-99.9");

        await FailsAsync(host, host.Paint.ToSpec(), HypervisorFailureKind.QemuTooOld, "pc-q35-99.9");
    }

    [Fact]
    public async Task A_run_directory_that_is_too_long_is_refused()
    {
        await using var host = await TestHost.StartAsync(options => options.RunDirectory += new string('x', 60));

        await FailsAsync(host, host.Paint.ToSpec(), HypervisorFailureKind.PathTooLong, "Vdi:RunDirectory");
    }

    [Fact]
    public async Task A_second_machine_of_the_same_id_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();

        var again = await host.Hypervisor.CreateAsync(host.Paint.ToSpec(id: machine.Id));

        Assert.Equal(HypervisorFailureKind.AlreadyExists, again.Failure?.Kind);
        Assert.Equal(MachineState.Ready, machine.Status.State);
    }

    [Fact]
    public async Task A_second_machine_on_the_same_disk_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync("annas-desktop");

        await FailsAsync(host, host.Paint.ToSpec("annas-desktop"), HypervisorFailureKind.DiskInUse, "annas-desktop");

        Assert.Equal(MachineState.Ready, machine.Status.State);
        Assert.True(File.Exists(host.Layout.Desktop("annas-desktop")));
    }

    [Fact]
    public async Task A_disk_that_a_foreign_process_has_open_is_refused_by_QEMUs_lock()
    {
        await using var host = await TestHost.StartAsync();
        await (await host.CreateReadyAsync("annas-desktop")).DestroyAsync();
        using var foreign = Process.Start(new ProcessStartInfo("qemu-io", ["-f", "qcow2", host.Layout.Desktop("annas-desktop")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await foreign.StandardInput.WriteLineAsync("length");
        await foreign.StandardOutput.ReadLineAsync(Patience.Token);

        await FailsAsync(host, host.Paint.ToSpec("annas-desktop"), HypervisorFailureKind.DiskInUse, "Another process uses the machine's disk");

        Assert.True(File.Exists(host.Layout.Desktop("annas-desktop")));
        foreign.Kill();
        await foreign.WaitForExitAsync(Patience.Token);
    }

    [Fact]
    public async Task A_kept_disk_over_another_base_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        await (await host.CreateReadyAsync("annas-desktop")).DestroyAsync();
        var other = Path.Combine(host.Options.DataDirectory, "other.raw");
        await File.WriteAllBytesAsync(other, new byte[1 << 20]);
        var image = (await host.Hypervisor.Images.ImportAsync(other, "raw")).Value!.Image;

        await FailsAsync(host, host.Paint.ToSpec() with { Disk = new DiskSpec(image, "annas-desktop") }, HypervisorFailureKind.DiskMismatch, "lies over");
    }

    [Theory]
    [InlineData(0, 8, "CPUs")]
    [InlineData(65, 8, "CPUs")]
    [InlineData(1, 0, "memory")]
    public async Task A_spec_that_makes_no_sense_is_refused(int cpus, int memoryMiB, string word)
    {
        await using var host = await TestHost.StartAsync();

        await FailsAsync(host, host.Paint.ToSpec() with { Cpus = cpus, MemoryMiB = memoryMiB }, HypervisorFailureKind.BadSpec, word);
    }

    [Fact]
    public async Task Giving_up_leaves_nothing_behind()
    {
        await using var host = await TestHost.StartAsync();
        using var givingUp = new CancellationTokenSource();
        var spec = host.Paint.ToSpec("annas-desktop");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Hypervisor.CreateAsync(spec, new When(FillStep.Starting, givingUp.Cancel), givingUp.Token));

        Assert.Empty(host.TracesOf(spec.Id));
        Assert.False(File.Exists(host.Layout.Desktop("annas-desktop")));
    }

    [Fact]
    public async Task QEMU_that_does_not_come_up_in_time_is_ended()
    {
        await using var host = await TestHost.StartAsync(options => options.StartTimeout = TimeSpan.FromMilliseconds(1));

        await FailsAsync(host, host.Paint.ToSpec(), HypervisorFailureKind.TimedOut, "did not start within");
    }

    [Fact]
    public void A_full_disk_is_told_as_such()
    {
        var words = "qemu-system-x86_64: -blockdev x: Could not write: No space left on device";
        Assert.Equal(HypervisorFailureKind.DiskFull, QemuStartFailure.From(1, words, "qemu").Kind);
        var error = Linux.LinuxFile.ErrorOf(Linux.LibC.NoSpace, "overlay");
        var failure = Storage.StorageFailure.From(error, "Making the machine's disk");
        Assert.Equal(HypervisorFailureKind.DiskFull, failure.Kind);
        Assert.Contains("Free some space", failure.Message, StringComparison.Ordinal);
    }

    private static async Task FailsAsync(TestHost host, MachineSpec spec, HypervisorFailureKind kind, string words)
    {
        var made = await host.Hypervisor.CreateAsync(spec, cancellationToken: Patience.Token);

        Assert.Equal(kind, made.Failure?.Kind);
        Assert.Contains(words, made.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(host.TracesOf(spec.Id));
    }

    private sealed class When(FillStep step, Action action) : IProgress<FillProgress>
    {
        public void Report(FillProgress value)
        {
            if (value.Step == step)
            {
                action();
            }
        }
    }
}
