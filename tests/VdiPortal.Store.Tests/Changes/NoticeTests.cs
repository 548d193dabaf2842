using System.Security.Cryptography;
using System.Text;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Housekeeping;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Changes;

/// <summary>Which change brings which notice; read from the outbox, which the feed only carries on.</summary>
public sealed class NoticeTests : StoreTest
{
    private async Task<string> AfterAsync(Func<Task> change)
    {
        await Store.SqlAsync("DELETE FROM changes");
        await change();
        return await Store.SqlAsync<string>("SELECT string_agg(topic || ' ' || id || ' ' || scope, ', ' ORDER BY sequence) FROM changes") ?? "";
    }

    private static string Notice(ChangeTopic topic, Guid id, Guid? scope = null) => $"{topic} {id} {scope ?? Guid.Empty}";

    private static string VmAndWish(Vm vm) => $"{Notice(ChangeTopic.Vm, vm.Id.Value, vm.Slot.HostId.Value)}, {Notice(ChangeTopic.Wish, vm.Id.Value, vm.Slot.HostId.Value)}";

    [Fact]
    public async Task A_vm_tells_of_power_progress_failure_wish_and_claim()
    {
        var module = await Scene.ModuleAsync();
        var host = await Scene.HostAsync();
        var session = await Scene.SessionAsync(module);
        Vm vm = null!;
        var defined = await AfterAsync(async () => vm = await Scene.VmAsync(host, module));
        Assert.Equal(VmAndWish(vm), defined);
        var only = Notice(ChangeTopic.Vm, vm.Id.Value, host.HostId.Value);

        Assert.Equal(only, await AfterAsync(() => Scene.ReportAsync(host, vm, PowerState.Booting, 10)));
        Assert.Equal(only, await AfterAsync(() => Scene.ReportAsync(host, vm, PowerState.Booting, 11)));
        Assert.Equal("", await AfterAsync(() => Store.Vms.ApplyReportsAsync(host, [new VmReport(vm.Id, 1, PowerState.Booting, 11, null, null)], None)));
        Assert.Equal(only, await AfterAsync(() => Scene.ReportAsync(host, vm, PowerState.Paused)));
        Assert.Equal(VmAndWish(vm), await AfterAsync(() => Scene.ClaimAsync(session, module)));
        Assert.Equal("", await AfterAsync(() => Scene.ClaimAsync(session, module)));
        Assert.Equal("", await AfterAsync(() => Store.Vms.SetWishAsync(vm.Id, VmWish.Run, false, None)));
        Assert.Equal(VmAndWish(vm), await AfterAsync(() => Store.Vms.SetWishAsync(vm.Id, VmWish.Pause, false, None)));
        Assert.Equal(VmAndWish(vm), await AfterAsync(() => Store.Vms.FailAsync(vm.Id, new Failure(FailureCode.VmEnded), None)));
        Assert.Equal(only, await AfterAsync(() => Store.Vms.MarkLostAsync(host, [], new Failure(FailureCode.VmLost), None)));
    }

    [Fact]
    public async Task A_session_tells_its_user_of_each_version_and_of_nothing_else()
    {
        var module = await Scene.ModuleAsync();
        var user = await Scene.UserAsync();
        Session session = null!;
        await AfterAsync(async () => session = await Scene.SessionAsync(module, user));
        var notice = Notice(ChangeTopic.Session, session.Id.Value, user.Id.Value);

        Assert.Equal(notice, await Store.SqlAsync<string>("SELECT topic || ' ' || id || ' ' || scope FROM changes"));
        Assert.Equal("", await AfterAsync(() => Store.Sessions.TouchAsync(session.Id, Time.Now.AddHours(1), None)));
        Assert.Equal("", await AfterAsync(() => Store.Sessions.AddTraceAsync(session.Id, 1, 2, None)));
        Assert.Equal(notice, await AfterAsync(() => Scene.EndAsync(session)));
    }

    [Fact]
    public async Task A_host_tells_of_state_slots_and_problem_and_not_of_signs_of_life()
    {
        var host = await Scene.HostAsync("alpha");
        var notice = Notice(ChangeTopic.Host, host.HostId.Value);

        Assert.Equal("", await AfterAsync(() => Store.Hosts.KeepAliveAsync(host, new HostLoad(50, 1, 1, null), None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Hosts.KeepAliveAsync(host, new HostLoad(50, 1, 1, "full"), None)));
        Assert.Equal("", await AfterAsync(() => Store.Hosts.KeepAliveAsync(host, new HostLoad(60, 2, 2, "full"), None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Hosts.MarkUnreachableAsync(TimeSpan.FromSeconds(-1), None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Hosts.KeepAliveAsync(host, new HostLoad(60, 2, 2, "full"), None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Hosts.SetStateAsync(host.HostId, HostState.Draining, None)));
        Assert.Equal("", await AfterAsync(() => Store.Hosts.SetStateAsync(host.HostId, HostState.Draining, None)));
        Assert.Equal(notice, await AfterAsync(() => Scene.HostAsync("alpha", slots: 9)));
    }

    [Fact]
    public async Task A_module_tells_of_versions_and_of_who_sees_it()
    {
        var module = await Scene.ModuleAsync();
        var notice = Notice(ChangeTopic.Module, module.Id.Value);
        var rule = new AccessRule(Guid.NewGuid(), module.Id, AccessSubject.Everyone, null, null, null);

        Assert.Equal(notice, await AfterAsync(() => Store.Catalog.SaveAsync(module, 1, None)));
        Assert.Equal("", await AfterAsync(() => Store.Catalog.SaveAsync(module, 1, None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Catalog.SaveRuleAsync(rule, None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Catalog.SaveRuleAsync(rule with { From = Time.Now }, None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Catalog.RemoveRuleAsync(rule.Id, None)));
    }

    [Fact]
    public async Task A_desktop_tells_its_user_of_home_and_disk()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var user = await Scene.UserAsync();
        Session session = null!;
        var opened = await AfterAsync(async () => session = await Scene.SessionAsync(module, user));
        var notice = Notice(ChangeTopic.Desktop, session.DesktopId!.Value.Value, user.Id.Value);
        var host = await Scene.HostAsync();

        Assert.Contains(notice, opened, StringComparison.Ordinal);
        Assert.Contains(notice, await AfterAsync(() => Scene.VmAsync(host, module, session, desktop: session.DesktopId)), StringComparison.Ordinal);
        Assert.Equal(notice, await AfterAsync(() => Store.Desktops.MarkUsedAsync(session.DesktopId!.Value, Time.Now, None)));
        Assert.Equal("", await AfterAsync(() => Store.Desktops.MarkUsedAsync(session.DesktopId!.Value, Time.Advance(TimeSpan.FromHours(1)), None)));
    }

    [Fact]
    public async Task A_console_tells_of_opening_closing_and_every_request_to_cut()
    {
        var user = await Scene.UserAsync();
        var connection = new ConsoleConnection(
            ConsoleId.New(), Guid.NewGuid(), SessionId.New(), VmId.New(), user.Id, user.Name, null, ConsoleRight.View, "", Time.Now);
        var notice = Notice(ChangeTopic.Console, connection.Id.Value, user.Id.Value);
        var cut = Notice(ChangeTopic.ConsoleCut, connection.Id.Value, connection.Replica);
        var filter = new ConsoleFilter(User: user.Id);

        Assert.Equal(notice, await AfterAsync(() => Store.Consoles.AddAsync(connection, 1, None)));
        Assert.Equal(cut, await AfterAsync(() => Store.Consoles.RequestCutAsync(filter, None)));
        Assert.Equal(cut, await AfterAsync(() => Store.Consoles.RequestCutAsync(filter, None)));
        Assert.Equal(notice, await AfterAsync(() => Store.Consoles.RemoveAsync(connection.Id, None)));
        Assert.Equal("", await AfterAsync(() => Store.Consoles.KeepAliveAsync(Guid.NewGuid(), TimeSpan.FromHours(1), None)));
    }

    [Fact]
    public async Task A_sign_in_tells_its_user_of_its_end_once()
    {
        var signIns = Store.Get<ISignInStore>();
        var user = await Scene.UserAsync();
        var revoked = new SignIn(SignInId.New(), user.Id, "", "", Time.Now, Time.Now.AddHours(1), null);
        var expiring = revoked with { Id = SignInId.New() };
        await signIns.AddAsync(revoked, None);
        await signIns.AddAsync(expiring, None);
        var housekeeping = await Store.StartAsync<StoreHousekeeping>();

        Assert.Equal("", await AfterAsync(() => housekeeping.CleanAsync(None)));
        Assert.Equal(Notice(ChangeTopic.SignIn, revoked.Id.Value, user.Id.Value), await AfterAsync(() => signIns.RevokeAsync(user.Id, revoked.Id, Time.Now, None)));
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Notice(ChangeTopic.SignIn, expiring.Id.Value, user.Id.Value), await AfterAsync(() => housekeeping.CleanAsync(None)));
        Assert.Equal("", await AfterAsync(() => housekeeping.CleanAsync(None)));
    }

    [Fact]
    public async Task An_account_tells_of_its_making_and_changes_and_not_of_its_use()
    {
        User user = null!;
        var made = await AfterAsync(async () => user = await Scene.UserAsync());
        var notice = Notice(ChangeTopic.User, user.Id.Value, user.Id.Value);

        Assert.Equal(notice, made);
        Assert.Equal(notice, await AfterAsync(() => Store.Users.UpdateAsync(user with { Disabled = true }, None)));
        Assert.Equal("", await AfterAsync(() => Store.Users.UpdateAsync(user with { Disabled = true }, None)));
        Assert.Equal("", await AfterAsync(() => Store.Users.AddSuccessAsync(user.Id, Time.Now, None)));
        Assert.Equal("", await AfterAsync(() => Store.Users.SetPasswordAsync(user.Id, "hash", None)));
    }

    [Fact]
    public async Task A_setting_tells_of_itself_by_its_names_digest()
    {
#pragma warning disable CA5351 // Not for secrecy: it makes an id of a name.
        var id = new Guid(MD5.HashData(Encoding.UTF8.GetBytes("system")), bigEndian: true);
#pragma warning restore CA5351

        Assert.Equal(Notice(ChangeTopic.Setting, id), await AfterAsync(() => Store.Get<ISettingStore>().SetAsync("system", "{}", None)));
    }

    [Fact]
    public async Task What_is_written_all_the_time_tells_nothing()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync());

        Assert.Equal("", await AfterAsync(async () =>
        {
            await Store.Get<ILeaseStore>().TryHoldAsync("pools", Guid.NewGuid(), TimeSpan.FromMinutes(1), None);
            await Store.Get<IAuditLog>().WriteAsync(new("a", Broker.Auditing.AuditOutcome.Done, "", null, "", ""), None);
            await Store.Sessions.TouchAsync(session.Id, Time.Now.AddMinutes(1), None);
        }));
    }
}
