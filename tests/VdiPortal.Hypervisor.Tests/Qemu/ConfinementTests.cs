using VdiPortal.Hypervisor.Machines;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>How QEMU processes are confined (architecture.md, "Who runs as whom").</summary>
public sealed class ConfinementTests
{
    // Stands for sudo: a parent that stays, and QEMU as another user below it.
    private static readonly string[] Launcher =
        ["/bin/sh", "-c", "setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs -- \"$@\"; exit $?", "launcher"];

    [Fact]
    public async Task QEMU_runs_confined_in_a_session_of_its_own()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();

        var status = StatusOf(machine);

        Assert.Equal("2", status["Seccomp"]);
        Assert.Equal("1", status["NoNewPrivs"]);
        Assert.Equal(machine.ProcessId, SessionOf(machine));
        Assert.Equal("800", (await File.ReadAllTextAsync($"/proc/{machine.ProcessId}/oom_score_adj")).Trim());
        Assert.Contains("Max core file size        0 ", await File.ReadAllTextAsync($"/proc/{machine.ProcessId}/limits"), StringComparison.Ordinal);
        var environment = (await File.ReadAllTextAsync($"/proc/{machine.ProcessId}/environ")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(environment, entry => Assert.Matches("^(PATH|LC_ALL|PWD|OLDPWD|SHLVL|_)=", entry));
    }

    [Fact]
    public async Task A_machine_in_use_is_a_later_victim_when_memory_runs_out()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        await machine.PauseAsync();
        await machine.ResumeAsync();

        Assert.Equal("300", (await File.ReadAllTextAsync($"/proc/{machine.ProcessId}/oom_score_adj")).Trim());
    }

    [Fact]
    public async Task Only_the_owner_reaches_directories_and_sockets()
    {
        await using var host = await TestHost.StartAsync();
        var machine = await host.CreateReadyAsync();
        var paths = host.Layout.Of(machine.Id);
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

        foreach (var path in new[] { host.Layout.Data, host.Layout.Run, host.Layout.Machines, host.Layout.Images, host.Layout.Overlays, paths.Run, paths.Directory, paths.Vnc, paths.Control, paths.Overlay })
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & others);
        }
    }

    [RootFact]
    public async Task As_root_QEMU_runs_as_its_own_user_and_its_group_alone_has_access()
    {
        await using var host = await TestHost.StartAsync(options => options.RunAs = "nobody");
        var machine = await host.CreateReadyAsync();
        var paths = host.Layout.Of(machine.Id);

        var status = StatusOf(machine);
        Assert.Equal("65534", status["Uid"].Split('\t')[0]);
        Assert.Equal("0000000000000000", status["CapEff"]);
        Assert.Equal("0000000000000000", status["CapBnd"]);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(host.Layout.Machines) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(paths.Spec), 8));
        Assert.True((await machine.PauseAsync()).Succeeded);
        Assert.True((await machine.ScreenshotAsync()).Succeeded);
        Assert.True((await machine.KeepDiskAsync("annas-desktop")).Succeeded);
        var adopted = Assert.Single((await host.ReopenAndAdoptAsync()).Alive);
        Assert.Equal(MachineState.Paused, adopted.Status.State);
        Assert.True((await adopted.DestroyAsync()).Succeeded);
    }

    [RootFact]
    public async Task A_launcher_command_is_put_in_front_of_QEMU_and_its_process_is_still_found()
    {
        await using var host = await TestHost.StartAsync(options =>
        {
            options.RunAs = "nobody";
            Array.ForEach(Launcher, options.LauncherCommand.Add);
        });
        var machine = await host.CreateReadyAsync();

        Assert.Equal("65534", StatusOf(machine)["Uid"].Split('\t')[0]);
        Assert.Contains("qemu-system", (await File.ReadAllTextAsync($"/proc/{machine.ProcessId}/cmdline")).Split('\0')[0], StringComparison.Ordinal);
        var pid = machine.ProcessId;
        Assert.Equal(pid, Assert.Single((await host.ReopenAndAdoptAsync()).Alive).ProcessId);
    }

    private static Dictionary<string, string> StatusOf(IMachine machine) =>
        File.ReadAllLines($"/proc/{machine.ProcessId}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());

    private static int SessionOf(IMachine machine)
    {
        var stat = File.ReadAllText($"/proc/{machine.ProcessId}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
    }
}
