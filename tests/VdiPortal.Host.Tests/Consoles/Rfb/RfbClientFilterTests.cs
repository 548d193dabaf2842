using VdiPortal.Host.Consoles.Rfb;

namespace VdiPortal.Host.Tests.Consoles.Rfb;

public sealed class RfbClientFilterTests
{
    private const int ExtendedClipboard = unchecked((int)0xC0A1E5CE);

    private static readonly byte[] WorkingSession =
    [
        .. ClientBytes.Handshake, .. ClientBytes.PixelFormat, .. ClientBytes.Encodings(7, 1, -239, ExtendedClipboard), .. ClientBytes.UpdateRequest,
        .. ClientBytes.Key, .. ClientBytes.ExtendedKey, .. ClientBytes.Pointer, .. ClientBytes.CutText(5), .. ClientBytes.CutText(-12),
        .. ClientBytes.CutText(0), .. ClientBytes.Xvp, .. ClientBytes.DesktopSize, .. ClientBytes.Encodings(), .. ClientBytes.UpdateRequest,
    ];

    private static readonly byte[] LookingSession =
    [
        .. ClientBytes.Handshake, .. ClientBytes.PixelFormat, .. ClientBytes.Encodings(7, 1, -239), .. ClientBytes.UpdateRequest,
        .. ClientBytes.UpdateRequest, .. ClientBytes.Encodings(0), .. ClientBytes.UpdateRequest,
    ];

    public static TheoryData<string, byte[]> NotForViewers => new()
    {
        { "a key", ClientBytes.Key },
        { "a key with its scan code", ClientBytes.ExtendedKey },
        { "the pointer", ClientBytes.Pointer },
        { "clipboard text", ClientBytes.CutText(3) },
        { "extended clipboard", ClientBytes.CutText(-4) },
        { "a new screen size", ClientBytes.DesktopSize },
        { "a power button", ClientBytes.Xvp },
    };

    public static TheoryData<string, byte[], string> Hostile => new()
    {
        { "a message of a later standard", [150, 1, 0, 0, 0, 0, 0, 0, 0, 0], nameof(RfbFault.UnknownMessage) },
        { "a fence", [248, 0, 0, 0, 0, 0, 0, 0, 0], nameof(RfbFault.UnknownMessage) },
        { "a message with no meaning", [99], nameof(RfbFault.UnknownMessage) },
        { "a colour map, which clients never send", [1], nameof(RfbFault.UnknownMessage) },
        { "audio", [255, 1], nameof(RfbFault.UnknownMessage) },
        { "a clipboard text of 1 MiB and one byte", ClientBytes.CutText((1 << 20) + 1, 0), nameof(RfbFault.Length) },
        { "a clipboard text of 2 GiB", ClientBytes.CutText(int.MaxValue, 0), nameof(RfbFault.Length) },
        { "an extended clipboard of 2 GiB", ClientBytes.CutText(int.MinValue, 0), nameof(RfbFault.Length) },
        { "an extended clipboard too short for its flags", ClientBytes.CutText(-3), nameof(RfbFault.Length) },
        { "too many encodings", ClientBytes.Encodings(new int[RfbClientFilter.MaxEncodings + 1]), nameof(RfbFault.Length) },
        { "too many screens", [251, 0, 5, 0, 3, 32, 17, 0], nameof(RfbFault.Length) },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_passes_unchanged_however_it_is_cut_in_two(bool control)
    {
        var session = control ? WorkingSession : LookingSession;
        for (var cut = 0; cut <= session.Length; cut++)
            Assert.Equal(session, new FilterRun(control).Send(session[..cut]).Send(session[cut..]).Passed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(19)]
    public void A_session_passes_unchanged_in_pieces_of_any_size(int size)
    {
        var run = new FilterRun(control: true);
        foreach (var piece in WorkingSession.Chunk(size))
            run.Send(piece);

        Assert.Equal(WorkingSession, run.Passed);
        Assert.Equal(RfbFault.None, run.Fault);
        Assert.True(run.LongestLeftOver <= RfbClientFilter.MaxLeftOver);
    }

    [Theory]
    [MemberData(nameof(NotForViewers))]
    public void A_viewer_who_sends_input_is_cut_and_none_of_it_passes(string what, byte[] message)
    {
        byte[] before = [.. ClientBytes.Handshake, .. ClientBytes.UpdateRequest];
        for (var cut = 0; cut <= message.Length; cut++)
        {
            var run = new FilterRun(control: false).Send(before).Send(message[..cut]).Send([.. message[cut..], .. ClientBytes.UpdateRequest]);

            Assert.True(run.Fault == RfbFault.NotAllowed, $"{what} cut at {cut}: {run.Fault}");
            Assert.Equal(before, run.Passed);
            Assert.False(run.HasInput);
        }
    }

    [Theory]
    [MemberData(nameof(NotForViewers))]
    public void What_a_viewer_may_not_send_passes_for_somebody_at_work(string what, byte[] message)
    {
        var run = new FilterRun(control: true).Send([.. ClientBytes.Handshake, .. message]);

        Assert.True(run.Fault == RfbFault.None, what);
        Assert.Equal([.. ClientBytes.Handshake, .. message], run.Passed);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_nobody_has_reason_to_send_is_cut(string what, byte[] message, string fault)
    {
        var run = new FilterRun(control: true).Send([.. ClientBytes.Handshake, .. message]);

        Assert.True(run.Fault.ToString() == fault, $"{what}: {run.Fault}");
        Assert.Equal(ClientBytes.Handshake, run.Passed);
    }

    [Fact]
    public void After_a_fault_nothing_passes_any_more()
    {
        var run = new FilterRun(control: true).Send([.. ClientBytes.Handshake, 99]).Send(ClientBytes.UpdateRequest);

        Assert.Equal(ClientBytes.Handshake, run.Passed);
        Assert.Equal(RfbFault.UnknownMessage, run.Fault);
    }

    [Fact]
    public void What_came_before_a_fault_passes() =>
        Assert.Equal(
            [.. ClientBytes.Handshake, .. ClientBytes.Key],
            new FilterRun(control: true).Send([.. ClientBytes.Handshake, .. ClientBytes.Key, 99, .. ClientBytes.Key]).Passed);

    [Theory]
    [InlineData("RFB 003.003\n", nameof(RfbFault.Version))]
    [InlineData("RFB 003.889\n", nameof(RfbFault.Version))]
    [InlineData("GET / HTTP/1.1", nameof(RfbFault.Version))]
    [InlineData("RFB 003.008\n\u0002", nameof(RfbFault.Security))]
    [InlineData("RFB 003.008\n\u0000", nameof(RfbFault.Security))]
    public void Another_beginning_than_version_8_without_authentication_is_cut(string bytes, string fault)
    {
        var run = new FilterRun(control: true);
        foreach (var one in bytes)
            run.Send([(byte)one]);

        Assert.Equal(fault, run.Fault.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    public void Every_client_shares_the_screen(byte asked) =>
        Assert.Equal(ClientBytes.Handshake, new FilterRun(control: true).Send([.. "RFB 003.008\n"u8, 1, asked]).Passed);

    [Fact]
    public void A_viewer_never_gets_the_clipboard()
    {
        int[] asked = [7, ExtendedClipboard, 0, ExtendedClipboard];
        byte[] sent = [.. ClientBytes.Handshake, .. ClientBytes.Encodings(asked)];
        byte[] expected = [.. ClientBytes.Handshake, .. ClientBytes.Encodings(7, RfbEncodings.Nothing, 0, RfbEncodings.Nothing)];
        for (var cut = 0; cut <= sent.Length; cut++)
            Assert.Equal(expected, new FilterRun(control: false).Send(sent[..cut]).Send(sent[cut..]).Passed);
    }

    [Fact]
    public void Encodings_that_change_the_form_of_messages_are_taken_out_of_what_noVNC_asks_for()
    {
        var run = new FilterRun(control: true).Send([.. ClientBytes.Handshake, .. ClientBytes.Encodings(ClientBytes.NoVncEncodings)]);

        var kept = ClientBytes.NoVncEncodings.Select(encoding => encoding is -312 or -313 or -316 ? RfbEncodings.Nothing : encoding).ToArray();
        Assert.Equal([.. ClientBytes.Handshake, .. ClientBytes.Encodings(kept)], run.Passed);
    }

    [Fact]
    public void The_mark_of_a_longer_pointer_message_is_taken_away() =>
        Assert.Equal(
            [.. ClientBytes.Handshake, 5, 0x01, 0, 10, 0, 20],
            new FilterRun(control: true).Send([.. ClientBytes.Handshake, 5, 0x81, 0, 10, 0, 20]).Passed);

    [Fact]
    public void Keys_pointer_and_clipboard_are_input_and_the_rest_is_not()
    {
        foreach (var input in new[] { ClientBytes.Key, ClientBytes.ExtendedKey, ClientBytes.Pointer, ClientBytes.CutText(3), ClientBytes.CutText(-4) })
            Assert.True(new FilterRun(control: true).Send([.. ClientBytes.Handshake, .. input]).HasInput);

        Assert.False(new FilterRun(control: true).Send([.. LookingSession, .. ClientBytes.DesktopSize]).HasInput);
    }

    [Fact]
    public void Random_bytes_never_leave_more_than_the_beginning_of_a_message()
    {
        var random = new Random(20260302);
        var bytes = new byte[4_096];
        for (var round = 0; round < 2_000; round++)
        {
            random.NextBytes(bytes);
            ClientBytes.Handshake.CopyTo(bytes, 0);
            var run = new FilterRun(round % 2 == 0).Send(bytes[..2_048]).Send(bytes[2_048..]);
            Assert.True(run.Fault != RfbFault.None || run.LongestLeftOver <= RfbClientFilter.MaxLeftOver);
        }
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        var filter = new RfbClientFilter(control: true);
        filter.Process(ClientBytes.Handshake.ToArray());
        byte[] work = [.. ClientBytes.Pointer, .. ClientBytes.Key, .. ClientBytes.UpdateRequest, .. ClientBytes.Encodings(ClientBytes.NoVncEncodings)];
        filter.Process(work);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            filter.Process(work);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
