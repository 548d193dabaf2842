using VdiPortal.Vir;

namespace VdiPortal.Host.Links;

/// <summary>Sees to it that no message of the JSON hub protocol is longer than agreed; each ends with a record separator. For one reader.</summary>
internal sealed class MessageBound
{
    private const byte RecordSeparator = 0x1E;

    private long _length;

    /// <summary>Looks at bytes that came in.</summary>
    /// <returns>False when the message that they belong to is too long.</returns>
    public bool Admits(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf(RecordSeparator) is var end and >= 0)
        {
            if (_length + end > VirProtocol.MaxMessageBytes)
                return false;

            _length = 0;
            bytes = bytes[(end + 1)..];
        }

        _length += bytes.Length;
        return _length <= VirProtocol.MaxMessageBytes;
    }
}
