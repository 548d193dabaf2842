using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Sessions;

public sealed class OpeningTests : StoreTest
{
    private Task<SessionOpened> OpenAsync(User user, Module module, int places = 1, Guid? request = null) =>
        Store.Sessions.OpenAsync(Scene.Opening(user, module, places, request), None);

    [Fact]
    public async Task A_new_session_waits_for_its_vms()
    {
        var user = await Scene.UserAsync("ada");
        var module = await Scene.ModuleAsync(title: "Paint");
        var opening = Scene.Opening(user, module);

        var opened = await Store.Sessions.OpenAsync(opening, None);

        var expected = new Session(
            opening.Id, user.Id, "ada", module.Id, 1, "Paint", SessionState.Starting, LaunchStage.Queued, 0, null, null, LaunchTrace.Empty,
            opening.RequestedAt, null, opening.RequestedAt, null, 1);
        Assert.Equal(expected, opened.Session);
        Assert.True(opened.IsNew);
        Assert.Empty(opened.Others);
        Assert.Equal(expected, await Store.Sessions.GetAsync(opening.Id, None));
    }

    [Fact]
    public async Task The_same_request_gives_the_same_session_even_when_it_is_over()
    {
        var user = await Scene.UserAsync();
        var module = await Scene.ModuleAsync();
        var request = Guid.NewGuid();
        var first = await OpenAsync(user, module, request: request);
        var ended = await Scene.EndAsync(first.Session!);

        var again = await OpenAsync(user, module, request: request);

        Assert.False(again.IsNew);
        Assert.Equal(ended, again.Session);
        Assert.Empty(await Store.Sessions.ListActiveAsync(None));
    }

    [Fact]
    public async Task The_same_request_of_another_user_is_another_request()
    {
        var module = await Scene.ModuleAsync();
        var request = Guid.NewGuid();

        Assert.True((await OpenAsync(await Scene.UserAsync(), module, request: request)).IsNew);
        Assert.True((await OpenAsync(await Scene.UserAsync(), module, request: request)).IsNew);
    }

    [Fact]
    public async Task A_module_that_the_user_has_open_is_not_opened_again()
    {
        var user = await Scene.UserAsync();
        var module = await Scene.ModuleAsync();
        var first = await OpenAsync(user, module, places: 3);

        var again = await OpenAsync(user, module, places: 3);

        Assert.False(again.IsNew);
        Assert.Equal(first.Session, again.Session);
    }

    [Fact]
    public async Task Without_a_free_place_the_others_are_named()
    {
        var user = await Scene.UserAsync();
        List<Session> open = [];
        for (var count = 0; count < 2; count++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            open.Add((await OpenAsync(user, await Scene.ModuleAsync(), places: 2)).Session!);
        }

        var refused = await OpenAsync(user, await Scene.ModuleAsync(), places: 2);

        Assert.Null(refused.Session);
        Assert.False(refused.IsNew);
        Assert.Equal([open[1], open[0]], refused.Others);
        Assert.True((await OpenAsync(await Scene.UserAsync(), await Scene.ModuleAsync())).IsNew);
    }

    [Fact]
    public async Task Fewer_places_than_before_count_the_sessions_that_are_open_already()
    {
        var user = await Scene.UserAsync();
        var first = (await OpenAsync(user, await Scene.ModuleAsync(), places: 3)).Session!;
        await OpenAsync(user, await Scene.ModuleAsync(), places: 3);
        await Scene.EndAsync(first);

        Assert.Null((await OpenAsync(user, await Scene.ModuleAsync(), places: 1)).Session);
    }

    [Theory]
    [InlineData(SessionState.Ended)]
    [InlineData(SessionState.Failed)]
    public async Task A_session_that_is_over_gives_its_place_back(SessionState state)
    {
        var user = await Scene.UserAsync();
        var module = await Scene.ModuleAsync();
        var first = (await OpenAsync(user, module)).Session!;
        await Scene.EndAsync(first, state);

        var next = await OpenAsync(user, module);

        Assert.True(next.IsNew);
        Assert.NotEqual(first.Id, next.Session!.Id);
    }

    [Fact]
    public async Task Openings_of_one_user_at_the_same_time_never_take_more_places_than_there_are()
    {
        var user = await Scene.UserAsync();
        var modules = new List<Module>();
        for (var count = 0; count < 8; count++)
            modules.Add(await Scene.ModuleAsync(Persistence.Kept));

        var opened = await Task.WhenAll(modules.Concat(modules).Select(module => OpenAsync(user, module, places: 3)));

        Assert.Equal(3, opened.Count(result => result.IsNew));
        Assert.Equal(3, (await Store.Sessions.ListActiveAsync(None)).Count);
        Assert.Equal(3, (await Store.Desktops.ListOfUserAsync(user.Id, None)).Count);
        Assert.All(opened.Where(result => result.Session is null), result => Assert.Equal(3, result.Others.Count));
    }

    [Fact]
    public async Task The_same_request_many_times_at_once_opens_one_session()
    {
        var user = await Scene.UserAsync();
        var module = await Scene.ModuleAsync();
        var request = Guid.NewGuid();

        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => OpenAsync(user, module, request: request)));

        Assert.Single(opened, result => result.IsNew);
        Assert.Single(opened.Select(result => result.Session).Distinct());
    }

    [Fact]
    public async Task For_a_kept_module_the_users_desktop_is_made_and_later_found()
    {
        var user = await Scene.UserAsync();
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var first = (await OpenAsync(user, module)).Session!;
        var desktop = await Store.Desktops.GetAsync(first.DesktopId!.Value, None);
        await Scene.EndAsync(first);
        Time.Advance(TimeSpan.FromDays(1));

        var second = (await OpenAsync(user, module)).Session!;

        Assert.Equal(first.DesktopId, second.DesktopId);
        Assert.Equal((user.Id, module.Id, 1, module.Machines[0].Template, false), (desktop!.UserId, desktop.ModuleId, desktop.ModuleVersion, desktop.Template, desktop.HasDisk));
        Assert.Null(desktop.HomeHost);
        Assert.Equal(desktop, Assert.Single(await Store.Desktops.ListOfUserAsync(user.Id, None)));
        Assert.NotEqual(first.DesktopId, (await OpenAsync(await Scene.UserAsync(), module)).Session!.DesktopId);
    }

    [Fact]
    public async Task A_desktop_without_a_home_goes_along_with_the_module_and_one_with_a_home_stays()
    {
        var module = await Scene.ModuleAsync(Persistence.Kept);
        var newer = module with { Version = 2, Machines = [module.Machines[0] with { Template = (await Scene.TemplateAsync()).Id }] };
        var (unused, used) = (await Scene.UserAsync(), await Scene.UserAsync());
        await Scene.EndAsync((await OpenAsync(unused, module)).Session!);
        var earlier = (await OpenAsync(used, module)).Session!;
        var host = await Scene.HostAsync();
        var vm = await Scene.VmAsync(host, module, earlier, desktop: earlier.DesktopId);
        await Scene.ReportAsync(host, vm, PowerState.Gone);
        await Scene.EndAsync(earlier);
        await Store.Catalog.SaveAsync(newer, 1, None);

        var moved = await Store.Desktops.GetAsync((await OpenAsync(unused, newer)).Session!.DesktopId!.Value, None);
        var stayed = await Store.Desktops.GetAsync((await OpenAsync(used, newer)).Session!.DesktopId!.Value, None);

        Assert.Equal((2, newer.Machines[0].Template), (moved!.ModuleVersion, moved.Template));
        Assert.Equal((1, module.Machines[0].Template), (stayed!.ModuleVersion, stayed.Template));
    }

    [Fact]
    public async Task An_unknown_user_or_version_is_a_bug_and_not_a_full_house()
    {
        var user = await Scene.UserAsync();
        var module = await Scene.ModuleAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(user, module with { Version = 7 }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(user with { Id = UserId.New() }, module));
    }
}
