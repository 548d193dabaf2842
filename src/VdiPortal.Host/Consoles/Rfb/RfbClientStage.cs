namespace VdiPortal.Host.Consoles.Rfb;

/// <summary>What the next byte of a client belongs to.</summary>
internal enum RfbClientStage
{
    /// <summary>Its 12 byte version (RFC 6143, 7.1.1).</summary>
    Version,

    /// <summary>The security type it chose (7.1.2).</summary>
    Security,

    /// <summary>ClientInit (7.3.1).</summary>
    Init,

    /// <summary>A message (7.5).</summary>
    Message,

    /// <summary>The list of a SetEncodings message (7.5.2).</summary>
    Encodings,

    /// <summary>The rest of a long message, which is passed on unread.</summary>
    Payload,

    /// <summary>Nothing: a fault was found.</summary>
    Closed,
}
