using VdiPortal.Broker.Ports;
using VdiPortal.Store.Tests.Support;

namespace VdiPortal.Store.Tests.Identity;

public sealed class SetupCodeTests : StoreTest
{
    private const string Purpose = "first-admin";
    private static readonly byte[] Right = [1, 2, 3];
    private static readonly byte[] Wrong = [4, 5, 6];

    private ISetupCodeStore Codes => Store.Get<ISetupCodeStore>();

    private Task PutAsync(byte[] hash) => Codes.PutAsync(Purpose, hash, Time.Now.AddHours(1), None);

    private Task<bool> ConsumeAsync(byte[] hash, DateTimeOffset? at = null) => Codes.ConsumeAsync(Purpose, hash, at ?? Time.Now, None);

    [Fact]
    public async Task A_code_works_once()
    {
        await PutAsync(Right);

        Assert.True(await ConsumeAsync(Right));
        Assert.False(await ConsumeAsync(Right));
    }

    [Fact]
    public async Task Of_many_who_use_it_at_the_same_time_one_succeeds()
    {
        await PutAsync(Right);

        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ConsumeAsync(Right))), true);
    }

    [Fact]
    public async Task It_works_for_its_purpose_and_before_its_end_only()
    {
        await PutAsync(Right);

        Assert.False(await Codes.ConsumeAsync("reset", Right, Time.Now, None));
        Assert.False(await ConsumeAsync(Right, Time.Now.AddHours(1)));
        Assert.True(await ConsumeAsync(Right, Time.Now.AddHours(1).AddMicroseconds(-1)));
    }

    [Fact]
    public async Task A_newer_code_voids_the_one_before()
    {
        await PutAsync(Wrong);
        await PutAsync(Right);

        Assert.False(await ConsumeAsync(Wrong));
        Assert.True(await ConsumeAsync(Right));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task Five_wrong_tries_void_it(int tries, bool stillWorks)
    {
        await PutAsync(Right);
        for (var count = 0; count < tries; count++)
            Assert.False(await ConsumeAsync(Wrong));

        Assert.Equal(stillWorks, await ConsumeAsync(Right));
    }

    [Fact]
    public async Task Wrong_tries_at_the_same_time_are_all_counted()
    {
        await PutAsync(Right);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ConsumeAsync(Wrong)));

        Assert.False(await ConsumeAsync(Right));
        await PutAsync(Right);
        Assert.True(await ConsumeAsync(Right));
    }
}
