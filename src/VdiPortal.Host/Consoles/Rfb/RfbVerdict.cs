namespace VdiPortal.Host.Consoles.Rfb;

/// <summary>What is to be done with bytes from a client.</summary>
/// <param name="Consumed">So many of them may be passed on; the rest is the beginning of a message and must be shown again with more behind it.</param>
/// <param name="HasInput">Whether a key, the pointer or the clipboard was among them.</param>
/// <param name="Fault">Why the connection must be closed, if it must.</param>
internal readonly record struct RfbVerdict(int Consumed, bool HasInput, RfbFault Fault);
