using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using VdiPortal.Host.Tests.Fakes;
using VdiPortal.Hypervisor;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Vir;
using Xunit.Abstractions;

namespace VdiPortal.Host.Tests.Links;

/// <summary>The whole agent against a real hub on a unix socket.</summary>
public sealed class PortalLinkTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly Guid _vm = Guid.NewGuid();
    private readonly FakeHypervisor _hypervisor = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vdi-");
    private RunningAgent? _agent;
    private TestPortal? _portal;

    private TestPortal Portal => _portal!;

    private string Socket => Path.Combine(_directory.FullName, "portal.sock");

    public async Task InitializeAsync() => _portal = await TestPortal.StartAsync(Socket);

    public async Task DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        await Portal.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_host_introduces_itself()
    {
        await StartAsync();

        var hello = await Portal.NextAsync<Hello>("Register");

        Assert.Equal((VirProtocol.Version, "test-host", 12, 4_096, "Bonn", "QEMU 7.2.22, TCG"), (hello.ProtocolVersion, hello.Name, hello.Slots, hello.MemoryMiB, hello.Site, hello.Hypervisor));
        Assert.Equal($"unix:{_directory.FullName}/console.sock", hello.ConsoleEndpoint);
        Assert.Equal(("quiet", Environment.ProcessorCount, null), (Assert.Single(hello.Labels), hello.CpuCores, hello.Problem));
        Assert.NotEmpty(hello.BootId);
    }

    [Fact]
    public async Task A_machine_that_cannot_run_VMs_says_what_to_do()
    {
        _hypervisor.Probe = new HypervisorFailure(HypervisorFailureKind.QemuMissing, "Install qemu-system-x86.");
        await StartAsync();

        Assert.Equal("Install qemu-system-x86.", (await Portal.NextAsync<Hello>("Register")).Problem);
        Assert.Equal("Install qemu-system-x86.", (await Portal.NextAsync<Load>("KeepAlive")).Problem);
    }

    [Fact]
    public async Task Everything_adopted_is_told_first_and_then_the_wishes_are_followed()
    {
        Found(MachineState.Paused);
        Portal.Answer = vms => [.. vms.Select(vm => Wishes.Wish(vm.VmId, vm.Generation + 1, WishTarget.Run))];
        await StartAsync();

        var all = await Portal.NextAsync<IReadOnlyList<VmStatus>>("Reconcile");
        var running = await Portal.NextAsync(_vm, VmPower.Running);

        Assert.Equal((_vm, 1L, VmPower.Paused), (Assert.Single(all).VmId, all[0].Generation, all[0].Power));
        Assert.Equal(2, running.Generation);
    }

    [Fact]
    public async Task The_portal_hears_nothing_before_everything_is_adopted()
    {
        Found(MachineState.Running);
        _hypervisor.AdoptionFaults = 2;
        await StartAsync();

        Assert.Single(await Portal.NextAsync<IReadOnlyList<VmStatus>>("Reconcile"));
    }

    [Fact]
    public async Task Strangers_are_destroyed_when_the_portal_says_so_and_not_before()
    {
        var machine = Found(MachineState.Running);
        Portal.Answer = vms => [.. vms.Select(vm => Wishes.Wish(vm.VmId, vm.Generation + 1, WishTarget.Destroy))];
        await StartAsync();

        await Portal.NextAsync(_vm, VmPower.Gone);

        Assert.Equal(["destroy"], machine.Told);
    }

    [Fact]
    public async Task A_portal_that_comes_later_is_found()
    {
        await Portal.DisposeAsync();
        await StartAsync();

        _portal = await TestPortal.StartAsync(Socket);

        await Portal.NextAsync<Hello>("Register");
    }

    [Fact]
    public async Task After_a_break_everything_is_told_anew_also_the_report_that_was_under_way()
    {
        var machine = Found(MachineState.Running);
        await StartAsync();
        await Portal.NextAsync<Load>("KeepAlive");
        Portal.Before = (method, connection) =>
        {
            if (method != "Report")
                return Task.CompletedTask;

            Portal.Before = (_, _) => Task.CompletedTask;
            connection.Abort();
            throw new HubException("The portal is killed in the middle.");
        };

        machine.Become(MachineState.Exited, "It was killed.", MachineExit.Killed);
        var all = await Portal.NextAsync<IReadOnlyList<VmStatus>>("Reconcile");

        Assert.Equal("VmEnded", Assert.Single(all).FailureCode);
    }

    [Fact]
    public async Task A_VM_that_went_during_a_break_is_told_gone_until_the_portal_has_heard_it()
    {
        Found(MachineState.Running);
        await StartAsync();
        await Portal.NextAsync<Load>("KeepAlive");
        await Portal.DisposeAsync();
        _agent!.Engine.Apply([Wishes.Wish(_vm, 2, WishTarget.Destroy)]);

        _portal = await TestPortal.StartAsync(Socket);
        var calls = 0;
        Portal.Before = (method, _) => method == "Reconcile" && calls++ == 0 ? throw new HubException("The database is away.") : Task.CompletedTask;
        var all = await Portal.NextAsync<IReadOnlyList<VmStatus>>("Reconcile");

        Assert.Equal(VmPower.Gone, Assert.Single(all).Power);
    }

    [Fact]
    public async Task A_report_that_the_portal_cannot_take_is_repeated_on_the_same_connection()
    {
        var machine = Found(MachineState.Running);
        await StartAsync();
        await Portal.NextAsync<Load>("KeepAlive");
        var refusals = 2;
        Portal.Before = (method, _) => method == "Report" && refusals-- > 0 ? throw new HubException("The database is away.") : Task.CompletedTask;

        machine.Become(MachineState.Exited, "It was killed.", MachineExit.Killed);

        await Portal.NextAsync(_vm, VmPower.Failed);
        Assert.Single(Portal.Connections);
    }

    [Fact]
    public async Task A_portal_of_another_version_is_left_and_dialled_again()
    {
        Portal.Version = 99;
        await StartAsync();
        await Portal.NextAsync<Hello>("Register");

        Portal.Version = VirProtocol.Version;
        await Portal.NextAsync<IReadOnlyList<VmStatus>>("Reconcile");
    }

    [Fact]
    public async Task A_message_that_is_too_long_ends_the_connection_and_not_the_agent()
    {
        await StartAsync();
        await Portal.NextAsync<Load>("KeepAlive");
        var wish = Wishes.Wish(_vm, 1, WishTarget.Run);

        await Portal.Host.Apply([wish with { Spec = wish.Spec! with { CommandLine = new string('x', VirProtocol.MaxMessageBytes) } }]);
        await Portal.NextAsync<Hello>("Register");

        Assert.False(_hypervisor.Has(_vm));
    }

    [Fact]
    public async Task A_picture_is_taken_when_the_portal_asks()
    {
        Found(MachineState.Running);
        await StartAsync();
        await Portal.NextAsync<Load>("KeepAlive");

        Assert.Equal([1, 2, 3], await Portal.Host.Screenshot(_vm, 320).Soon());
        Assert.Empty(await Portal.Host.Screenshot(Guid.NewGuid(), 320).Soon());
    }

    [Fact]
    public async Task A_sign_of_life_comes_every_ten_seconds()
    {
        var time = new ManualTime();
        await StartAsync(time);
        var first = await Portal.NextAsync<Load>("KeepAlive");

        await time.TimerWithin(VirProtocol.KeepAliveInterval);
        time.Advance(VirProtocol.KeepAliveInterval);
        await Portal.NextAsync<Load>("KeepAlive");

        Assert.InRange(first.CpuPercent, 0, 100);
        Assert.True(first is { FreeMemoryMiB: > 0, FreeDiskBytes: > 0, Problem: null });
    }

    [Fact]
    public async Task A_hundred_breaks_lose_nothing()
    {
        var machine = Found(MachineState.Running);
        var random = new Random(20260302);
        Portal.Before = (method, connection) =>
        {
            if (random.Next(3) == 0)
                connection.Abort();
            return Task.CompletedTask;
        };
        await StartAsync();

        // Wishes come from the portal, which hears of the host once everything is adopted: none comes before.
        await Portal.NextAsync<Hello>(nameof(IVirPortal.Register));
        for (var i = 2; i <= 40; i++)
            _agent!.Engine.Apply([Wishes.Wish(_vm, i, i % 2 == 0 ? WishTarget.Pause : WishTarget.Run)]);

        Portal.Before = (_, _) => Task.CompletedTask;
        _agent!.Engine.Apply([Wishes.Wish(_vm, 41, WishTarget.Destroy)]);
        VmStatus? last = null;
        while (last?.Power != VmPower.Gone)
        {
            var (_, message) = await Portal.Calls.Reader.ReadAsync().AsTask().Soon();
            last = message is IReadOnlyList<VmStatus> { Count: > 0 } statuses ? statuses[^1] : last;
        }

        Assert.Equal(41, last.Generation);
        Assert.Contains("destroy", machine.Told);
    }

    [Fact]
    public async Task From_the_wish_to_the_report_of_running_it_takes_milliseconds()
    {
        Found(MachineState.Paused);
        await StartAsync();
        await Portal.NextAsync<Load>("KeepAlive");
        List<double> times = [];
        for (var generation = 2; generation < 400; generation += 2)
        {
            var start = Stopwatch.GetTimestamp();
            await Portal.Host.Apply([Wishes.Wish(_vm, generation, WishTarget.Run)]);
            await Portal.NextAsync(_vm, VmPower.Running);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Portal.Host.Apply([Wishes.Wish(_vm, generation + 1, WishTarget.Pause)]);
            await Portal.NextAsync(_vm, VmPower.Paused);
        }

        times.Sort();
        output.WriteLine($"wish sent to Running received, no disk, no QEMU: median {times[times.Count / 2]:0.00} ms, p95 {times[times.Count * 95 / 100]:0.00} ms");
    }

    private FakeMachine Found(MachineState state)
    {
        var machine = _hypervisor.Add(Wishes.Machine(_vm, 1)).Become(state);
        _hypervisor.Found = new AdoptionReport([machine], [], []);
        return machine;
    }

    private async Task StartAsync(TimeProvider? time = null) =>
        _agent = await RunningAgent.Create(_hypervisor, time, _directory).StartAsync();
}
