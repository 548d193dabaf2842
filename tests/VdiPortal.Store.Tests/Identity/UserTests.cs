using VdiPortal.Broker.Identity;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Identity;

public sealed class UserTests : StoreTest
{
    [Fact]
    public async Task An_account_is_read_as_it_was_written()
    {
        var user = new User(UserId.New(), "Ada", "Ada Lovelace", Role.Trainer, false, Time.Now, Time.Now.AddDays(-1));

        Assert.True(await Store.Users.AddAsync(user, "hash", None));

        Assert.Equal(user, await Store.Users.GetAsync(user.Id, None));
        Assert.Null(await Store.Users.GetAsync(UserId.New(), None));
    }

    [Theory]
    [InlineData("Ada", "ada")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("jürgen", "JÜRGEN")]
    [InlineData("caf\u00E9", "CAFE\u0301")]
    public async Task A_name_is_found_and_taken_without_regard_to_case(string name, string typed)
    {
        var user = await Scene.UserAsync(name);

        Assert.Equal(user, await Store.Users.FindAsync(typed, None));
        Assert.False(await Store.Users.AddAsync(user with { Id = UserId.New(), Name = typed }, "hash", None));
        Assert.Single(await Store.Users.ListAsync(None));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("a\0da")]
    [InlineData("ada' OR '1'='1")]
    public async Task A_name_that_nobody_has_finds_nobody(string typed)
    {
        await Scene.UserAsync("ada");

        Assert.Null(await Store.Users.FindAsync(typed, None));
    }

    [Fact]
    public async Task Accounts_are_listed_by_name()
    {
        foreach (var name in new[] { "cy", "Ada", "ben" })
            await Scene.UserAsync(name);

        Assert.Equal(["Ada", "ben", "cy"], (await Store.Users.ListAsync(None)).Select(user => user.Name));
    }

    [Fact]
    public async Task An_administrator_counts_only_while_enabled()
    {
        await Scene.UserAsync(role: Role.Trainer);
        await Scene.UserAsync(role: Role.Admin, disabled: true);
        Assert.False(await Store.Users.HasAdminAsync(None));

        await Scene.UserAsync(role: Role.Admin);
        Assert.True(await Store.Users.HasAdminAsync(None));
    }

    [Fact]
    public async Task An_update_writes_display_name_role_and_disabled_and_nothing_else()
    {
        var user = await Scene.UserAsync("ada");
        var changed = user with { Name = "eve", DisplayName = "Countess", Role = Role.Admin, Disabled = true, CreatedAt = default };

        Assert.True(await Store.Users.UpdateAsync(changed, None));

        Assert.Equal(changed with { Name = "ada", CreatedAt = user.CreatedAt }, await Store.Users.GetAsync(user.Id, None));
        Assert.False(await Store.Users.UpdateAsync(changed with { Id = UserId.New() }, None));
    }
}
