using System.Buffers.Binary;

namespace VdiPortal.Host.Consoles.Rfb;

/// <summary>
/// Reads what a client sends to a VNC server and decides how much of it may pass (RFC 6143). Works on the bytes where they are, changes some
/// of them in place, allocates nothing, and bounds every length. One object serves one connection from its first byte.
/// </summary>
/// <param name="control">Whether the client may do more than look.</param>
internal sealed class RfbClientFilter(bool control)
{
    /// <summary>Longest clipboard text, as in QEMU.</summary>
    public const int MaxCutText = 1 << 20;

    /// <summary>Longest list of encodings.</summary>
    public const int MaxEncodings = 1_024;

    /// <summary>Most screens in a SetDesktopSize message.</summary>
    public const int MaxScreens = 16;

    /// <summary>At most so many bytes are ever left unconsumed: one short of the longest head.</summary>
    public const int MaxLeftOver = 19;

    private RfbClientStage _stage = RfbClientStage.Version;
    private RfbFault _fault;
    private int _remaining;
    private bool _hasInput;

    /// <summary>Whether the handshake is over.</summary>
    public bool IsOpen => _stage is RfbClientStage.Message or RfbClientStage.Encodings or RfbClientStage.Payload;

    /// <summary>Judges bytes: those left over from the last call, then new ones.</summary>
    /// <param name="bytes">The bytes; some are overwritten.</param>
    public RfbVerdict Process(Span<byte> bytes)
    {
        _hasInput = false;
        var consumed = 0;
        while (Take(bytes[consumed..]) is var taken and > 0)
            consumed += taken;

        return new RfbVerdict(consumed, _hasInput, _fault);
    }

    private int Take(Span<byte> bytes) => bytes.IsEmpty ? 0 : _stage switch
    {
        RfbClientStage.Version => TakeVersion(bytes),
        RfbClientStage.Security => bytes[0] == 1 ? Enter(RfbClientStage.Init, 1) : Close(RfbFault.Security),
        RfbClientStage.Init => TakeInit(bytes),
        RfbClientStage.Message => TakeMessage(bytes),
        RfbClientStage.Encodings => TakeEncoding(bytes),
        RfbClientStage.Payload => TakePayload(bytes),
        _ => 0,
    };

    private int TakeVersion(Span<byte> bytes)
    {
        var expected = "RFB 003.008\n"u8;
        var length = Math.Min(bytes.Length, expected.Length);
        if (!bytes[..length].SequenceEqual(expected[..length]))
            return Close(RfbFault.Version);

        return length == expected.Length ? Enter(RfbClientStage.Security, length) : 0;
    }

    /// <summary>The shared flag is always set: a second window must not throw the first one out.</summary>
    private int TakeInit(Span<byte> bytes)
    {
        bytes[0] = 1;
        return Enter(RfbClientStage.Message, 1);
    }

    private int TakeMessage(Span<byte> bytes)
    {
        var type = bytes[0];
        var head = RfbClientMessage.HeadLength(type);
        if (head == 0 || (type == RfbClientMessage.Qemu && bytes.Length > 1 && bytes[1] != RfbClientMessage.QemuExtendedKey))
            return Close(RfbFault.UnknownMessage);

        if (!control && !RfbClientMessage.IsForViewers(type))
            return Close(RfbFault.NotAllowed);

        return bytes.Length < head ? 0 : TakeHead(bytes[..head], type);
    }

    private int TakeHead(Span<byte> head, byte type)
    {
        _hasInput |= RfbClientMessage.IsInput(type);
        switch (type)
        {
            case RfbClientMessage.SetEncodings:
                return Follow(head, BinaryPrimitives.ReadUInt16BigEndian(head[2..]), MaxEncodings, 4, RfbClientStage.Encodings);
            case RfbClientMessage.ClientCutText:
                return TakeCutText(head);
            case RfbClientMessage.SetDesktopSize:
                return Follow(head, head[6], MaxScreens, 16, RfbClientStage.Payload);
            case RfbClientMessage.PointerEvent:
                head[1] &= 0x7F; // the mark of a longer form, which is never agreed on: see RfbEncodings
                return head.Length;
            default:
                return head.Length;
        }
    }

    /// <summary>A negative length marks the extended clipboard; its first four bytes are flags (CVE-2022-3165: fewer broke a server).</summary>
    private int TakeCutText(Span<byte> head)
    {
        var length = (long)BinaryPrimitives.ReadInt32BigEndian(head[4..]);
        var isShort = length is < 0 and > -4;
        return isShort ? Close(RfbFault.Length) : Follow(head, Math.Abs(length), MaxCutText, 1, RfbClientStage.Payload);
    }

    private int Follow(Span<byte> head, long count, int limit, int size, RfbClientStage stage)
    {
        if (count > limit)
            return Close(RfbFault.Length);

        _remaining = (int)count * size;
        return Enter(_remaining == 0 ? RfbClientStage.Message : stage, head.Length);
    }

    private int TakeEncoding(Span<byte> bytes)
    {
        if (bytes.Length < 4)
            return 0;

        if (!RfbEncodings.IsAllowed(BinaryPrimitives.ReadInt32BigEndian(bytes), control))
            BinaryPrimitives.WriteInt32BigEndian(bytes, RfbEncodings.Nothing);

        return Pass(4);
    }

    private int TakePayload(Span<byte> bytes) => Pass(Math.Min(bytes.Length, _remaining));

    private int Pass(int length)
    {
        _remaining -= length;
        return Enter(_remaining == 0 ? RfbClientStage.Message : _stage, length);
    }

    private int Enter(RfbClientStage stage, int consumed)
    {
        _stage = stage;
        return consumed;
    }

    private int Close(RfbFault fault)
    {
        (_stage, _fault) = (RfbClientStage.Closed, fault);
        return 0;
    }
}
