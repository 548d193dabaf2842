namespace VdiPortal.Host.Consoles.Rfb;

/// <summary>Which encodings a client may ask for.</summary>
internal static class RfbEncodings
{
    /// <summary>Stands in for one that is taken out. No server knows it, and unknown ones are ignored (RFC 6143, 7.5.2).</summary>
    public const int Nothing = int.MaxValue;

    /// <summary>Makes the server send its clipboard and understand messages about it.</summary>
    public const int ExtendedClipboard = unchecked((int)0xC0A1E5CE);

    /// <summary>
    /// Whether it may be asked for. All that would change the form of a client's messages is left out (extended mouse buttons, fences,
    /// continuous updates, audio), so that filter and server always agree where a message ends, whatever the server's version.
    /// </summary>
    public static bool IsAllowed(int encoding, bool control) =>
        encoding == ExtendedClipboard ? control : IsPicture(encoding) || IsPseudo(encoding);

    private static bool IsPicture(int encoding) => encoding switch
    {
        0 or 1 or 2 or 4 or 5 => true, // Raw, CopyRect, RRE, CoRRE, Hextile
        6 or 7 or 15 or 16 or 17 => true, // Zlib, Tight, TRLE, ZRLE, ZYWRLE
        21 or 50 or -260 => true, // JPEG, H.264, TightPNG
        _ => false,
    };

    private static bool IsPseudo(int encoding) => encoding switch
    {
        >= -32 and <= -23 => true, // JPEG quality
        >= -256 and <= -247 => true, // compression level
        >= -512 and <= -412 => true, // fine JPEG quality
        >= -768 and <= -763 => true, // JPEG subsampling
        -223 or -308 => true, // DesktopSize, ExtendedDesktopSize
        -224 or -307 => true, // LastRect, DesktopName
        -239 or -240 or -314 => true, // Cursor, X cursor, cursor with alpha
        -257 => true, // QEMU pointer motion change
        -258 or -261 => true, // QEMU extended key event, LED state
        -309 => true, // xvp
        0x574D5664 => true, // VMware cursor
        _ => false,
    };
}
