using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Pools;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Catalog;

public sealed class CatalogTests : StoreTest
{
    private static void AssertSame(Module expected, Module? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Machines, actual.Machines);
        Assert.Equal(expected with { Machines = [] }, actual with { Machines = [] });
    }

    private async Task<Module> FullModuleAsync() => new(
        ModuleId.New(),
        0,
        "drawing",
        "Drawing",
        "Draw and paint",
        "Design",
        "/pictures/drawing.svg",
        Persistence.Kept,
        [
            new MachineDefinition("right", (await Scene.TemplateAsync()).Id, 1920, 1080),
            new MachineDefinition("left", (await Scene.TemplateAsync()).Id),
        ],
        new PoolPolicy(3, 40, PoolSpread.Pack)
        {
            Point = PoolPoint.ByMemory,
            Schedule =
            [
                new PoolWindow(WeekDays.Monday | WeekDays.Friday, new TimeOnly(8, 45), new TimeOnly(12, 0), "Europe/Berlin", 25),
                new PoolWindow(WeekDays.Sunday, new TimeOnly(22, 0), TimeOnly.MinValue, "UTC", 0),
            ],
        },
        new IdleRules(TimeSpan.FromMinutes(10), TimeSpan.FromHours(30)));

    [Fact]
    public async Task A_new_module_is_saved_as_version_one()
    {
        var module = await FullModuleAsync();

        var saved = await Store.Catalog.SaveAsync(module, 0, None);

        AssertSame(module with { Version = 1 }, saved);
        AssertSame(saved!, await Store.Catalog.GetAsync(module.Id, null, None));
        AssertSame(saved!, Assert.Single(await Store.Catalog.ListAsync(None)));
    }

    [Fact]
    public async Task A_change_becomes_the_next_version_and_the_old_one_stays()
    {
        var first = (await Store.Catalog.SaveAsync(await FullModuleAsync(), 0, None))!;
        var changed = first with { Title = "Painting", Slug = "painting", Machines = [first.Machines[0]], Idle = null };

        var second = await Store.Catalog.SaveAsync(changed, 1, None);

        AssertSame(changed with { Version = 2 }, second);
        AssertSame(second!, await Store.Catalog.GetAsync(first.Id, null, None));
        AssertSame(second!, await Store.Catalog.GetAsync(first.Id, 2, None));
        AssertSame(first, await Store.Catalog.GetAsync(first.Id, 1, None));
        Assert.Null(await Store.Catalog.GetAsync(first.Id, 3, None));
        Assert.Null(await Store.Catalog.GetAsync(ModuleId.New(), null, None));
    }

    [Fact]
    public async Task Whoever_changed_an_older_version_is_refused()
    {
        var first = (await Store.Catalog.SaveAsync(await FullModuleAsync(), 0, None))!;
        await Store.Catalog.SaveAsync(first with { Title = "Second" }, 1, None);

        Assert.Null(await Store.Catalog.SaveAsync(first with { Title = "Late" }, 1, None));
        Assert.Null(await Store.Catalog.SaveAsync(first with { Title = "Late" }, 0, None));
        Assert.Null(await Store.Catalog.SaveAsync(first with { Title = "Early" }, 3, None));
        Assert.Equal("Second", (await Store.Catalog.GetAsync(first.Id, null, None))!.Title);
    }

    [Fact]
    public async Task A_slug_that_is_taken_is_refused_for_new_and_for_old_modules()
    {
        var taken = await Scene.ModuleAsync();
        var other = await Scene.ModuleAsync();

        Assert.Null(await Store.Catalog.SaveAsync((await FullModuleAsync()) with { Slug = taken.Slug }, 0, None));
        Assert.Null(await Store.Catalog.SaveAsync(other with { Slug = taken.Slug }, 1, None));
        Assert.Equal(1, (await Store.Catalog.GetAsync(other.Id, null, None))!.Version);
    }

    [Fact]
    public async Task Of_changes_at_the_same_time_one_wins()
    {
        var module = await Scene.ModuleAsync();

        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Store.Catalog.SaveAsync(module with { Title = $"title {index}" }, 1, None)));

        AssertSame(Assert.Single(saved.OfType<Module>()), await Store.Catalog.GetAsync(module.Id, null, None));
    }

    [Fact]
    public async Task Modules_are_listed_by_title()
    {
        foreach (var title in new[] { "zoo", "Äpfel", "apples", "Birds" })
            await Scene.ModuleAsync(title: title);

        Assert.Equal(["Äpfel", "apples", "Birds", "zoo"], (await Store.Catalog.ListAsync(None)).Select(module => module.Title));
    }

    [Fact]
    public async Task A_version_once_written_cannot_be_altered()
    {
        await Scene.ModuleAsync();

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Store.SqlAsync("UPDATE module_versions SET title = 'x'"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Store.SqlAsync("UPDATE module_machines SET name = 'x'"));
    }
}
