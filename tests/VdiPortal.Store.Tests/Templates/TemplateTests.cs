using System.Text.Json;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Templates;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Templates;

public sealed class TemplateTests : StoreTest
{
    private ITemplateStore Templates => Store.Get<ITemplateStore>();

    private static void AssertSame(TemplateVersion expected, TemplateVersion? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Applications, actual.Applications);
        Assert.True(JsonElement.DeepEquals(expected.Ready, actual.Ready));
        Assert.Equal(expected.BeforeOs?.GetRawText(), actual.BeforeOs?.GetRawText());
        Assert.Equal(expected.AfterOs?.GetRawText(), actual.AfterOs?.GetRawText());
        Assert.Equal(Plain(expected), Plain(actual));

        static TemplateVersion Plain(TemplateVersion version) => version with { Applications = [], Ready = default, BeforeOs = null, AfterOs = null };
    }

    [Fact]
    public async Task A_published_version_is_read_as_it_was_written()
    {
        var template = Scene.Template("desktop");

        Assert.True(await Templates.AddAsync(template, None));

        AssertSame(template, await Templates.GetAsync(template.Id, None));
        Assert.Null(await Templates.GetAsync(template.Id with { Version = 2 }, None));
    }

    [Fact]
    public async Task Earlier_ready_points_are_kept()
    {
        var template = Scene.Template("desktop") with { BeforeOs = JsonElement.Parse("""{"all": []}"""), AfterOs = JsonElement.Parse("""{"any": []}""") };

        Assert.True(await Templates.AddAsync(template, None));

        AssertSame(template, await Templates.GetAsync(template.Id, None));
    }

    [Fact]
    public async Task A_version_that_exists_is_not_published_again()
    {
        var template = await Scene.TemplateAsync("desktop");

        Assert.False(await Templates.AddAsync(template with { Title = "Other" }, None));
        AssertSame(template, await Templates.GetAsync(template.Id, None));
    }

    [Fact]
    public async Task A_name_belongs_to_one_template()
    {
        await Scene.TemplateAsync("desktop");

        Assert.False(await Templates.AddAsync(Scene.Template("desktop"), None));
    }

    [Fact]
    public async Task The_newest_version_is_found_by_name()
    {
        var first = await Scene.TemplateAsync("desktop");
        var second = await Scene.TemplateAsync("desktop", 2, first.Id.Template);
        await Scene.TemplateAsync("other");

        AssertSame(second, await Templates.FindAsync("desktop", None));
        Assert.Null(await Templates.FindAsync("Desktop", None));
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_within_a_template()
    {
        var b = await Scene.TemplateAsync("b");
        await Scene.TemplateAsync("b", 2, b.Id.Template);
        await Scene.TemplateAsync("a");

        Assert.Equal([("a", 1), ("b", 2), ("b", 1)], (await Templates.ListAsync(None)).Select(version => (version.Name, version.Id.Version)));
    }

    [Fact]
    public async Task Of_many_who_publish_the_same_version_one_does()
    {
        var template = Scene.Template("desktop");

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Templates.AddAsync(template, None)));

        Assert.Single(added, true);
    }

    [Fact]
    public async Task A_version_once_published_cannot_be_altered()
    {
        await Scene.TemplateAsync();

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Store.SqlAsync("UPDATE template_versions SET cpus = 4"));
    }
}
