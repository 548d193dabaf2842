using System.Text;
using VdiPortal.Hypervisor.Qemu;

namespace VdiPortal.Hypervisor.Tests.Qemu;

/// <summary>The debugger stub's words, as far as they are needed, and what becomes of words that are not expected.</summary>
public sealed class GdbConnectionTests
{
    [Fact]
    public async Task A_breakpoint_is_one_of_the_processor()
    {
        var stub = new Stub("+$OK#9a");

        await new GdbConnection(stub).InsertAsync(0x7c00, Patience.Token);

        Assert.Equal("$Z1,7c00,1#0e", stub.Heard);
    }

    [Fact]
    public async Task A_refusal_is_an_error_when_it_is_set_but_not_when_it_is_removed()
    {
        await Assert.ThrowsAsync<IOException>(() => new GdbConnection(new Stub("+$E22#a9")).InsertAsync(0x7c00, Patience.Token));
        await new GdbConnection(new Stub("+$E22#a9")).RemoveAsync(0x7c00, Patience.Token);
    }

    [Fact]
    public async Task A_stop_is_no_answer()
    {
        var gdb = new GdbConnection(new Stub("$T02thread:01;#04+$T05thread:01;#07$OK#9a$T05thread:01;#07"));

        await gdb.InsertAsync(0x7c00, Patience.Token);
        await gdb.WaitForStopAsync(Patience.Token);
    }

    [Fact]
    public async Task The_address_is_put_together_from_segment_and_offset()
    {
        var registers = new string('0', 16 * 16) + "f2e6000000000000" + "46000000" + "00f00000" + new string('0', 400);

        Assert.Equal(0xfe6f2u, await new GdbConnection(new Stub($"+${registers}#00")).ReadRealModeAddressAsync(Patience.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("+$OK")]
    [InlineData("+$OK#9")]
    [InlineData("+$E01#00")]
    [InlineData("+$xxxx#00")]
    public async Task What_is_not_understood_is_an_error(string words) =>
        await Assert.ThrowsAsync<IOException>(() => new GdbConnection(new Stub(words)).ReadRealModeAddressAsync(Patience.Token));

    [Fact]
    public async Task An_answer_without_end_is_cut_off() =>
        await Assert.ThrowsAsync<IOException>(() => new GdbConnection(new Stub("$" + new string('0', 1_000_000))).ReadRealModeAddressAsync(Patience.Token));

    /// <summary>Says what it is told to say, then hangs up.</summary>
    private sealed class Stub(string words) : MemoryStream(Encoding.ASCII.GetBytes(words))
    {
        private readonly StringBuilder _heard = new();

        public string Heard => _heard.ToString();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _heard.Append(Encoding.ASCII.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }
    }
}
