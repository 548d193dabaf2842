using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Identity;

public sealed class SignInTests : StoreTest
{
    private ISignInStore SignIns => Store.Get<ISignInStore>();

    private async Task<SignIn> AddAsync(User user)
    {
        var signIn = new SignIn(SignInId.New(), user.Id, "203.0.113.7", "Browser 1.0", Time.Now, Time.Now.AddHours(12), null);
        await SignIns.AddAsync(signIn, None);
        return signIn;
    }

    [Fact]
    public async Task A_valid_sign_in_brings_its_account_along()
    {
        var user = await Scene.UserAsync();
        var signIn = await AddAsync(user);

        Assert.Equal((signIn, user), await SignIns.GetValidAsync(signIn.Id, Time.Now, None));
        Assert.Null(await SignIns.GetValidAsync(SignInId.New(), Time.Now, None));
    }

    [Fact]
    public async Task It_ends_at_its_time()
    {
        var signIn = await AddAsync(await Scene.UserAsync());

        Assert.NotNull(await SignIns.GetValidAsync(signIn.Id, signIn.ExpiresAt.AddMicroseconds(-1), None));
        Assert.Null(await SignIns.GetValidAsync(signIn.Id, signIn.ExpiresAt, None));
        Assert.Empty(await SignIns.ListAsync(signIn.UserId, signIn.ExpiresAt, None));
        Assert.False(await SignIns.RevokeAsync(signIn.UserId, signIn.Id, signIn.ExpiresAt, None));
    }

    [Fact]
    public async Task It_ends_when_the_account_is_shut()
    {
        var user = await Scene.UserAsync();
        var signIn = await AddAsync(user);

        await Store.Users.UpdateAsync(user with { Disabled = true }, None);

        Assert.Null(await SignIns.GetValidAsync(signIn.Id, Time.Now, None));
    }

    [Fact]
    public async Task It_is_revoked_once_and_by_its_owner_only()
    {
        var user = await Scene.UserAsync();
        var signIn = await AddAsync(user);

        Assert.False(await SignIns.RevokeAsync((await Scene.UserAsync()).Id, signIn.Id, Time.Now, None));
        Assert.True(await SignIns.RevokeAsync(user.Id, signIn.Id, Time.Now, None));
        Assert.False(await SignIns.RevokeAsync(user.Id, signIn.Id, Time.Now, None));
        Assert.Null(await SignIns.GetValidAsync(signIn.Id, Time.Now, None));
        Assert.Empty(await SignIns.ListAsync(user.Id, Time.Now, None));
    }

    [Fact]
    public async Task All_but_one_are_revoked_and_named()
    {
        var user = await Scene.UserAsync();
        var (first, second, third) = (await AddAsync(user), await AddAsync(user), await AddAsync(user));
        var other = await AddAsync(await Scene.UserAsync());

        var revoked = await SignIns.RevokeAllAsync(user.Id, second.Id, Time.Now, None);

        Assert.Equal(new HashSet<SignInId> { first.Id, third.Id }, revoked.ToHashSet());
        Assert.Equal([second.Id], await SignIns.RevokeAllAsync(user.Id, null, Time.Now, None));
        Assert.Empty(await SignIns.RevokeAllAsync(user.Id, null, Time.Now, None));
        Assert.NotNull(await SignIns.GetValidAsync(other.Id, Time.Now, None));
    }

    [Fact]
    public async Task Valid_ones_are_listed_newest_first()
    {
        var user = await Scene.UserAsync();
        var first = await AddAsync(user);
        Time.Advance(TimeSpan.FromMinutes(1));
        var second = await AddAsync(user);
        await AddAsync(await Scene.UserAsync());

        Assert.Equal([second, first], await SignIns.ListAsync(user.Id, Time.Now, None));
    }

    [Fact]
    public async Task A_long_or_strange_description_of_the_browser_is_cut_to_what_can_be_kept()
    {
        var user = await Scene.UserAsync();
        var signIn = new SignIn(SignInId.New(), user.Id, "203.0.113.7", "x\0" + new string('y', 400), Time.Now, Time.Now.AddHours(1), null);

        await SignIns.AddAsync(signIn, None);

        Assert.Equal("x\uFFFD" + new string('y', 298), Assert.Single(await SignIns.ListAsync(user.Id, Time.Now, None)).Agent);
    }
}
