using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Desktops;

public sealed class DesktopTests : StoreTest
{
    [Fact]
    public async Task Use_is_noted_and_never_taken_back()
    {
        var session = await Scene.SessionAsync(await Scene.ModuleAsync(Persistence.Kept));
        var id = session.DesktopId!.Value;
        var made = await Store.Desktops.GetAsync(id, None);
        var at = Time.Advance(TimeSpan.FromHours(1));

        await Store.Desktops.MarkUsedAsync(id, at, None);
        await Store.Desktops.MarkUsedAsync(id, at.AddMinutes(-1), None);

        Assert.Equal(made! with { HasDisk = true, LastUsedAt = at }, await Store.Desktops.GetAsync(id, None));
    }

    [Fact]
    public async Task A_persons_desktops_are_listed_and_nobody_elses()
    {
        var user = await Scene.UserAsync();
        await Scene.SessionAsync(await Scene.ModuleAsync(Persistence.Kept));
        var first = await Scene.SessionAsync(await Scene.ModuleAsync(Persistence.Kept), user, places: 3);
        Time.Advance(TimeSpan.FromSeconds(1));
        var second = await Scene.SessionAsync(await Scene.ModuleAsync(Persistence.Kept), user, places: 3);
        await Scene.SessionAsync(await Scene.ModuleAsync(), user, places: 3);

        var listed = await Store.Desktops.ListOfUserAsync(user.Id, None);

        Assert.Equal([first.DesktopId, second.DesktopId], listed.Select(desktop => (DesktopId?)desktop.Id));
    }

    [Fact]
    public async Task A_desktop_that_never_was_is_null() => Assert.Null(await Store.Desktops.GetAsync(DesktopId.New(), None));
}
