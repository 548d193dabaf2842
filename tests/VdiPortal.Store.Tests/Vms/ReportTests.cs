using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Vms;

public sealed class ReportTests : StoreTest
{
    private HostConnection _host = null!;
    private Vm _vm = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _host = await Scene.HostAsync();
        _vm = await Scene.VmAsync(_host, await Scene.ModuleAsync());
    }

    private Task<IReadOnlyList<Vm>> ApplyAsync(PowerState power, int progress = 0, Failure? failure = null, long generation = 1) =>
        Store.Vms.ApplyReportsAsync(_host, [new VmReport(_vm.Id, generation, power, progress, failure, null)], None);

    private async Task<Vm> NowAsync() => (await Store.Vms.GetAsync(_vm.Id, None))!;

    [Fact]
    public async Task A_changed_state_is_written_and_answered()
    {
        var changed = Assert.Single(await ApplyAsync(PowerState.Booting, 40));

        Assert.Equal(_vm with { Power = PowerState.Booting, Progress = 40 }, changed);
        Assert.Equal(changed, await NowAsync());
    }

    [Fact]
    public async Task What_is_known_already_is_not_answered()
    {
        await ApplyAsync(PowerState.Booting, 40);

        Assert.Empty(await ApplyAsync(PowerState.Booting, 40));
        Assert.Empty(await Store.Vms.ApplyReportsAsync(_host, [], None));
    }

    [Fact]
    public async Task Progress_and_failure_are_news_too()
    {
        await ApplyAsync(PowerState.Booting, 40);
        var failure = new Failure(FailureCode.DiskFull, "no space left");

        Assert.Equal(41, Assert.Single(await ApplyAsync(PowerState.Booting, 41)).Progress);
        Assert.Equal(failure, Assert.Single(await ApplyAsync(PowerState.Booting, 41, failure)).Failure);
        Assert.Empty(await ApplyAsync(PowerState.Booting, 41));
        Assert.Equal(failure, (await NowAsync()).Failure);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(250, 100)]
    public async Task Progress_out_of_bounds_is_cut(int reported, int kept)
    {
        Assert.Equal(kept, Assert.Single(await ApplyAsync(PowerState.Filling, reported)).Progress);
    }

    [Theory]
    [InlineData(PowerState.Ready)]
    [InlineData(PowerState.Paused)]
    [InlineData(PowerState.Running)]
    public async Task Becoming_ready_is_stamped_once_even_when_the_step_itself_was_missed(PowerState power)
    {
        var at = Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(at, Assert.Single(await ApplyAsync(power)).ReadyAt);

        Time.Advance(TimeSpan.FromSeconds(6));
        var next = power == PowerState.Running ? PowerState.Paused : PowerState.Running;
        Assert.Equal(at, Assert.Single(await ApplyAsync(next)).ReadyAt);
    }

    [Fact]
    public async Task A_report_over_an_older_connection_is_left_out()
    {
        var old = _host;
        _host = await Scene.HostAsync((await Store.Hosts.GetAsync(old.HostId, None))!.Name);
        var report = new VmReport(_vm.Id, 1, PowerState.Booting, 0, null, null);

        Assert.Empty(await Store.Vms.ApplyReportsAsync(old, [report], None));
        Assert.Single(await Store.Vms.ApplyReportsAsync(_host, [report], None));
    }

    [Fact]
    public async Task A_report_of_another_hosts_vm_is_left_out()
    {
        var other = await Scene.HostAsync();

        Assert.Empty(await Store.Vms.ApplyReportsAsync(other, [new VmReport(_vm.Id, 1, PowerState.Gone, 0, null, null)], None));
        Assert.Equal(_vm, await NowAsync());
    }

    [Fact]
    public async Task An_illegal_step_is_left_out_and_the_rest_is_taken()
    {
        var second = await Scene.VmAsync(_host, await Scene.ModuleAsync());
        await ApplyAsync(PowerState.Running);

        var changed = await Store.Vms.ApplyReportsAsync(
            _host,
            [
                new VmReport(_vm.Id, 1, PowerState.Booting, 0, null, null),
                new VmReport(second.Id, 1, PowerState.Booting, 0, null, null),
                new VmReport(VmId.New(), 1, PowerState.Booting, 0, null, null),
            ],
            None);

        Assert.Equal(second.Id, Assert.Single(changed).Id);
        Assert.Equal(PowerState.Running, (await NowAsync()).Power);
    }

    [Theory]
    [InlineData(PowerState.Booting, false)]
    [InlineData(PowerState.Paused, false)]
    [InlineData(PowerState.Stopping, false)]
    [InlineData(PowerState.Failed, true)]
    [InlineData(PowerState.Gone, true)]
    public async Task Of_an_older_generation_only_failures_and_ends_are_believed(PowerState power, bool believed)
    {
        await Store.Vms.SetWishAsync(_vm.Id, VmWish.Run, false, None);

        Assert.Equal(believed ? 1 : 0, (await ApplyAsync(power, generation: 1)).Count);
        Assert.Equal(believed ? power : PowerState.Defined, (await NowAsync()).Power);
    }

    [Fact]
    public async Task Of_several_reports_of_one_vm_the_last_holds()
    {
        var changed = await Store.Vms.ApplyReportsAsync(
            _host,
            [
                new VmReport(_vm.Id, 1, PowerState.Booting, 50, null, null),
                new VmReport(_vm.Id, 1, PowerState.Ready, 100, null, null),
            ],
            None);

        Assert.Equal(PowerState.Ready, Assert.Single(changed).Power);
    }

    [Fact]
    public async Task Gone_gives_slot_and_memory_back_once()
    {
        Assert.Single(await ApplyAsync(PowerState.Gone));
        Assert.Empty(await ApplyAsync(PowerState.Gone));

        var host = await Store.Hosts.GetAsync(_host.HostId, None);
        Assert.Equal((0, 0), (host!.UsedSlots, host.ReservedMiB));
        Assert.Empty(await Store.Vms.ListAsync(None));
        Assert.Empty(await Store.Vms.ListOnHostAsync(_host.HostId, None));
        Assert.Equal(PowerState.Gone, (await NowAsync()).Power);
    }

    [Fact]
    public async Task After_a_full_report_the_vms_that_the_host_should_know_but_did_not_name_are_gone()
    {
        var module = await Scene.ModuleAsync();
        var named = await Scene.WarmVmAsync(_host, module);
        var lost = await Scene.WarmVmAsync(_host, module);
        var elsewhere = await Scene.WarmVmAsync(await Scene.HostAsync(), module);
        var failure = new Failure(FailureCode.HostRestarted);

        var marked = await Store.Vms.MarkLostAsync(_host, [named.Id], failure, None);

        Assert.Equal(lost with { Power = PowerState.Gone, Failure = failure }, Assert.Single(marked));
        Assert.Equal(new HashSet<VmId> { _vm.Id, named.Id, elsewhere.Id }, (await Store.Vms.ListAsync(None)).Select(vm => vm.Id).ToHashSet());
        var host = await Store.Hosts.GetAsync(_host.HostId, None);
        Assert.Equal((2, 2 * Scene.VmMiB), (host!.UsedSlots, host.ReservedMiB));
    }

    [Fact]
    public async Task A_lost_vm_that_had_failed_keeps_its_own_reason()
    {
        var own = new Failure(FailureCode.ImageAltered, "sha-256 differs");
        await ApplyAsync(PowerState.Failed, failure: own);

        var lost = Assert.Single(await Store.Vms.MarkLostAsync(_host, [], new Failure(FailureCode.VmLost, "x"), None));

        Assert.Equal(own, lost.Failure);
    }

    [Fact]
    public async Task Over_an_older_connection_nothing_is_lost()
    {
        var old = _host;
        await ApplyAsync(PowerState.Running);
        await Scene.HostAsync((await Store.Hosts.GetAsync(old.HostId, None))!.Name);

        Assert.Empty(await Store.Vms.MarkLostAsync(old, [], new Failure(FailureCode.VmLost), None));
        Assert.Equal(PowerState.Running, (await NowAsync()).Power);
    }

    [Fact]
    public async Task Reports_and_definitions_on_one_host_do_not_get_in_each_others_way()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync(slots: 40, memoryMiB: 40 * Scene.VmMiB);
        var name = (await Store.Hosts.GetAsync(host.HostId, None))!.Name;
        var vms = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Scene.VmAsync(host, module)));

        await Task.WhenAll(
            Task.WhenAll(vms.Select(vm => Scene.ReportAsync(host, vm, PowerState.Gone))),
            Task.WhenAll(vms.Select(_ => Scene.VmAsync(host, module))),
            Task.WhenAll(vms.Select(_ => Store.Hosts.KeepAliveAsync(host, new HostLoad(1, 1, 1, null), None))));
        await Task.WhenAll(
            Store.Hosts.RegisterAsync(Scene.Registration(name, 10, 10 * Scene.VmMiB), Guid.NewGuid(), None),
            Store.Vms.MarkLostAsync(host, [], new Failure(FailureCode.VmLost), None));

        var after = await Store.Hosts.GetAsync(host.HostId, None);
        Assert.Equal((20, 20 * Scene.VmMiB), (after!.UsedSlots, after.ReservedMiB));
    }

    [Fact]
    public async Task Failed_vms_of_pools_are_listed_even_when_gone_and_those_of_sessions_are_not()
    {
        var module = await Scene.ModuleAsync();
        var ofSession = await Scene.VmAsync(_host, module, await Scene.SessionAsync(module));
        await Store.Vms.FailAsync(ofSession.Id, new Failure(FailureCode.VmEnded), None);
        await Scene.VmAsync(_host, module);
        var early = Time.Now;
        await ApplyAsync(PowerState.Failed, failure: new Failure(FailureCode.StartFailed));
        var later = Time.Advance(TimeSpan.FromMinutes(1));
        await ApplyAsync(PowerState.Gone);

        Assert.Equal(_vm.Id, Assert.Single(await Store.Vms.ListFailedAsync(early, None)).Id);
        Assert.Empty(await Store.Vms.ListFailedAsync(later, None));
    }

    [Fact]
    public async Task A_detail_with_characters_that_cannot_be_stored_is_stored_without_them()
    {
        var failed = await ApplyAsync(PowerState.Failed, failure: new Failure(FailureCode.StartFailed, "bad\0byte \uD800 end"));

        Assert.Equal("bad\uFFFDbyte \uFFFD end", Assert.Single(failed).Failure!.Detail);
    }
}
