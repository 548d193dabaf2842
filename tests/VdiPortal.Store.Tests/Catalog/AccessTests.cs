using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Catalog;

public sealed class AccessTests : StoreTest
{
    private async Task<AccessRule> AllowAsync(
        Module module, AccessSubject subject, Guid? id = null, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        var rule = new AccessRule(Guid.NewGuid(), module.Id, subject, id, from, until);
        await Store.Catalog.SaveRuleAsync(rule, None);
        return rule;
    }

    /// <summary>Asks both questions, which must have one answer.</summary>
    private async Task<bool> SeesAsync(User user, Module module, DateTimeOffset? at = null)
    {
        var sees = await Store.Catalog.IsVisibleAsync(user.Id, module.Id, at ?? Time.Now, None);
        Assert.Equal(sees, (await Store.Catalog.ListVisibleAsync(user.Id, at ?? Time.Now, None)).Any(other => other.Id == module.Id));
        return sees;
    }

    [Fact]
    public async Task Without_a_rule_nobody_sees_a_module_not_even_an_administrator()
    {
        var module = await Scene.ModuleAsync();

        Assert.False(await SeesAsync(await Scene.UserAsync(), module));
        Assert.False(await SeesAsync(await Scene.UserAsync(role: Role.Admin), module));
    }

    [Fact]
    public async Task A_rule_for_everyone_one_person_or_a_group_shows_it_to_them_alone()
    {
        var (everyones, hers, theirs) = (await Scene.ModuleAsync(), await Scene.ModuleAsync(), await Scene.ModuleAsync());
        var (ada, ben, cy) = (await Scene.UserAsync("ada"), await Scene.UserAsync("ben"), await Scene.UserAsync("cy"));
        var group = Guid.NewGuid();
        await Store.SqlAsync($"INSERT INTO groups VALUES ('{group}', 'class'); INSERT INTO group_members VALUES ('{group}', '{ben.Id}')");
        await AllowAsync(everyones, AccessSubject.Everyone);
        await AllowAsync(hers, AccessSubject.User, ada.Id.Value);
        await AllowAsync(theirs, AccessSubject.Group, group);

        var seen = new List<bool>();
        foreach (var user in new[] { ada, ben, cy })
        {
            foreach (var module in new[] { everyones, hers, theirs })
                seen.Add(await SeesAsync(user, module));
        }

        Assert.Equal([true, true, false, true, false, true, true, false, false], seen);
    }

    [Fact]
    public async Task A_rule_holds_from_its_beginning_and_not_at_its_end()
    {
        var module = await Scene.ModuleAsync();
        var user = await Scene.UserAsync();
        var (from, until) = (Time.Now, Time.Now.AddHours(1));
        await AllowAsync(module, AccessSubject.Everyone, from: from, until: until);

        Assert.False(await SeesAsync(user, module, from.AddMicroseconds(-1)));
        Assert.True(await SeesAsync(user, module, from));
        Assert.True(await SeesAsync(user, module, until.AddMicroseconds(-1)));
        Assert.False(await SeesAsync(user, module, until));
    }

    [Fact]
    public async Task A_shut_account_sees_nothing()
    {
        var module = await Scene.ModuleAsync();
        await AllowAsync(module, AccessSubject.Everyone);

        Assert.False(await SeesAsync(await Scene.UserAsync(disabled: true), module));
    }

    [Fact]
    public async Task The_newest_version_is_shown_by_title_once_however_many_rules_there_are()
    {
        var first = await Scene.ModuleAsync(title: "zoo");
        var second = await Scene.ModuleAsync(title: "ants");
        var user = await Scene.UserAsync();
        await AllowAsync(first, AccessSubject.Everyone);
        await AllowAsync(first, AccessSubject.User, user.Id.Value);
        await AllowAsync(second, AccessSubject.Everyone);
        await Store.Catalog.SaveAsync(first with { Title = "aardvarks" }, 1, None);

        var seen = await Store.Catalog.ListVisibleAsync(user.Id, Time.Now, None);

        Assert.Equal([("aardvarks", 2), ("ants", 1)], seen.Select(module => (module.Title, module.Version)));
    }

    [Fact]
    public async Task A_rule_is_added_replaced_and_removed_by_its_id()
    {
        var module = await Scene.ModuleAsync();
        var user = await Scene.UserAsync();
        var rule = await AllowAsync(module, AccessSubject.Everyone);
        Assert.Equal([rule], await Store.Catalog.ListRulesAsync(module.Id, None));

        var replaced = rule with { Subject = AccessSubject.User, SubjectId = user.Id.Value, From = Time.Now, Until = Time.Now.AddDays(1) };
        await Store.Catalog.SaveRuleAsync(replaced, None);
        Assert.Equal([replaced], await Store.Catalog.ListRulesAsync(module.Id, None));

        await Store.Catalog.RemoveRuleAsync(rule.Id, None);
        await Store.Catalog.RemoveRuleAsync(rule.Id, None);
        Assert.Empty(await Store.Catalog.ListRulesAsync(module.Id, None));
    }
}
