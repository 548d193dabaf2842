using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Tests.Sql;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("plain äöü 😀", "plain äöü 😀")]
    [InlineData("", "")]
    [InlineData("a\0b", "a\uFFFDb")]
    public void What_cannot_be_stored_is_replaced(string text, string stored) => Assert.Equal(stored, StorableText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced()
    {
        Assert.Equal("\uFFFD", StorableText.Of("\uD83D"));
        Assert.Equal("\uFFFDx", StorableText.Of("\uDE00x"));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("", 3, "")]
    public void A_pair_is_never_cut_in_half(string text, int limit, string cut) => Assert.Equal(cut, StorableText.Of(text, limit));
}
