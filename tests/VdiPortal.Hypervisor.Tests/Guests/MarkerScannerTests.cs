using System.Text;
using VdiPortal.Hypervisor.Guests;

namespace VdiPortal.Hypervisor.Tests.Guests;

public sealed class MarkerScannerTests
{
    [Theory]
    [InlineData("noise READY paint\r\n", 19, true)]
    [InlineData("noise READY pai", 6, false)]
    [InlineData("RRRRR", 4, false)]
    [InlineData("nothing here", 12, false)]
    [InlineData("", 0, false)]
    public void Keeps_only_what_could_be_a_beginning(string piece, int canGo, bool isFound)
    {
        var found = new List<string>();

        Assert.Equal(canGo, new MarkerScanner(["READY paint"]).Scan(Encoding.ASCII.GetBytes(piece), found));

        Assert.Equal(isFound, found.Count == 1);
    }

    [Fact]
    public void A_text_that_comes_byte_by_byte_is_found_once()
    {
        var scanner = new MarkerScanner(["READY paint", "READY desktop"]);
        var found = new List<string>();
        var kept = new List<byte>();

        foreach (var b in Encoding.ASCII.GetBytes("REREADY READY paint READY paint"))
        {
            kept.Add(b);
            kept.RemoveRange(0, scanner.Scan(kept.ToArray(), found));
        }

        Assert.Equal(["READY paint"], found);
        Assert.Equal(1, scanner.Remaining);
    }

    [Fact]
    public void Several_texts_in_one_piece_are_all_found()
    {
        var scanner = new MarkerScanner(["one", "two", "one"]);
        var found = new List<string>();

        scanner.Scan("two and one"u8, found);

        Assert.Equal(["one", "two"], found.Order());
        Assert.Equal(0, scanner.Remaining);
    }
}
