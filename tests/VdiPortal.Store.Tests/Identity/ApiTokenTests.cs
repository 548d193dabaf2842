using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Identity;

public sealed class ApiTokenTests : StoreTest
{
    private static readonly byte[] Hash = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private IApiTokenStore Tokens => Store.Get<IApiTokenStore>();

    private async Task<ApiToken> AddAsync(User user, byte[] hash)
    {
        var token = new ApiToken(ApiTokenId.New(), user.Id, "script", Time.Now, Time.Now.AddDays(30), null);
        await Tokens.AddAsync(token, hash, None);
        return token;
    }

    [Fact]
    public async Task A_token_is_found_by_its_hash_with_its_account()
    {
        var user = await Scene.UserAsync();
        var token = await AddAsync(user, Hash);

        var found = await Tokens.FindAsync(Hash, Time.Now, None);

        Assert.Equal((token with { LastUsedAt = Time.Now }, user), found);
        Assert.Null(await Tokens.FindAsync([1, 2, 3], Time.Now, None));
    }

    [Fact]
    public async Task Its_use_is_noted_to_the_minute()
    {
        var user = await Scene.UserAsync();
        await AddAsync(user, Hash);
        var used = Time.Now.AddMinutes(7);

        await Tokens.FindAsync(Hash, used.AddSeconds(42), None);

        Assert.Equal(used, Assert.Single(await Tokens.ListAsync(user.Id, used, None)).LastUsedAt);
    }

    [Fact]
    public async Task It_is_not_valid_from_its_end_on_nor_for_a_shut_account()
    {
        var user = await Scene.UserAsync();
        var token = await AddAsync(user, Hash);

        Assert.Null(await Tokens.FindAsync(Hash, token.ExpiresAt, None));
        Assert.Empty(await Tokens.ListAsync(user.Id, token.ExpiresAt, None));
        await Store.Users.UpdateAsync(user with { Disabled = true }, None);
        Assert.Null(await Tokens.FindAsync(Hash, Time.Now, None));
        Assert.Null(Assert.Single(await Tokens.ListAsync(user.Id, Time.Now, None)).LastUsedAt);
    }

    [Fact]
    public async Task It_is_removed_by_its_owner_only()
    {
        var user = await Scene.UserAsync();
        var token = await AddAsync(user, Hash);

        Assert.False(await Tokens.RemoveAsync((await Scene.UserAsync()).Id, token.Id, None));
        Assert.True(await Tokens.RemoveAsync(user.Id, token.Id, None));
        Assert.False(await Tokens.RemoveAsync(user.Id, token.Id, None));
        Assert.Null(await Tokens.FindAsync(Hash, Time.Now, None));
    }
}
