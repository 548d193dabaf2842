namespace VdiPortal.Host.Consoles.Rfb;

/// <summary>First bytes of the messages that a client may send (RFC 6143, 7.5, and the registry of extensions).</summary>
internal static class RfbClientMessage
{
    public const byte SetPixelFormat = 0;
    public const byte SetEncodings = 2;
    public const byte FramebufferUpdateRequest = 3;
    public const byte KeyEvent = 4;
    public const byte PointerEvent = 5;
    public const byte ClientCutText = 6;
    public const byte Xvp = 250;
    public const byte SetDesktopSize = 251;
    public const byte Qemu = 255;

    /// <summary>Second byte of <see cref="Qemu"/>: a key with its scan code.</summary>
    public const byte QemuExtendedKey = 0;

    /// <summary>Whether a connection that may only look may send it.</summary>
    public static bool IsForViewers(byte type) => type is SetPixelFormat or SetEncodings or FramebufferUpdateRequest;

    /// <summary>Whether it shows that somebody is at work.</summary>
    public static bool IsInput(byte type) => type is KeyEvent or PointerEvent or ClientCutText or Qemu;

    /// <summary>Length of the message, or of its head when a list or text follows; 0 for an unknown one.</summary>
    public static int HeadLength(byte type) => type switch
    {
        SetPixelFormat => 20,
        SetEncodings => 4,
        FramebufferUpdateRequest => 10,
        KeyEvent => 8,
        PointerEvent => 6,
        ClientCutText => 8,
        Xvp => 4,
        SetDesktopSize => 8,
        Qemu => 12,
        _ => 0,
    };
}
