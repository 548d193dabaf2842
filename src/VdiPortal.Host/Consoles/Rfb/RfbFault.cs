namespace VdiPortal.Host.Consoles.Rfb;

/// <summary>Why a client's bytes are not passed on.</summary>
internal enum RfbFault
{
    /// <summary>All is well.</summary>
    None,

    /// <summary>The client speaks another version than 3.8.</summary>
    Version,

    /// <summary>The client chose a security type other than None, the only one offered.</summary>
    Security,

    /// <summary>A message that no client of ours has reason to send.</summary>
    UnknownMessage,

    /// <summary>A message that the connection's access does not cover.</summary>
    NotAllowed,

    /// <summary>A message that is longer or shorter than it may be.</summary>
    Length,
}
