using VdiPortal.Host.Links;
using VdiPortal.Vir;

namespace VdiPortal.Host.Tests.Links;

public sealed class MessageBoundTests
{
    private readonly MessageBound _bound = new();

    [Fact]
    public void Many_messages_of_the_longest_kind_are_admitted()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.True(_bound.Admits(new byte[VirProtocol.MaxMessageBytes]));
            Assert.True(_bound.Admits([0x1E]));
        }
    }

    [Fact]
    public void One_byte_more_is_not()
    {
        Assert.True(_bound.Admits(new byte[VirProtocol.MaxMessageBytes]));
        Assert.False(_bound.Admits([1]));
    }

    [Fact]
    public void A_message_that_is_too_long_is_found_also_when_its_end_comes_with_it()
    {
        Assert.True(_bound.Admits([1, 0x1E, 1]));
        Assert.False(_bound.Admits([.. new byte[VirProtocol.MaxMessageBytes], 0x1E, 1]));
    }
}
