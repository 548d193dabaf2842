namespace VdiPortal.Hypervisor.Guests;

/// <summary>
/// Looks for texts in a stream that arrives in pieces. Says how much of a piece can be thrown away: what could be the beginning of a text
/// is to be shown again with what follows it.
/// </summary>
internal sealed class MarkerScanner(IEnumerable<string> texts)
{
    private readonly List<(string Text, byte[] Bytes)> _wanted = [.. texts.Distinct().Select(text => (text, System.Text.Encoding.UTF8.GetBytes(text)))];

    /// <summary>Texts that were not found yet.</summary>
    public int Remaining => _wanted.Count;

    /// <summary>Scans a piece that begins with what was not thrown away before.</summary>
    /// <param name="piece">What has arrived.</param>
    /// <param name="found">Gets the texts that it holds; they are not looked for again.</param>
    /// <returns>How many bytes can be thrown away.</returns>
    public int Scan(ReadOnlySpan<byte> piece, ICollection<string> found)
    {
        for (var i = _wanted.Count - 1; i >= 0; i--)
        {
            if (piece.IndexOf(_wanted[i].Bytes) >= 0)
            {
                found.Add(_wanted[i].Text);
                _wanted.RemoveAt(i);
            }
        }

        var kept = 0;
        foreach (var (_, bytes) in _wanted)
        {
            kept = Math.Max(kept, LengthOfBeginningAtEnd(piece, bytes));
        }

        return piece.Length - kept;
    }

    private static int LengthOfBeginningAtEnd(ReadOnlySpan<byte> piece, byte[] text)
    {
        for (var length = Math.Min(piece.Length, text.Length - 1); length > 0; length--)
        {
            if (piece[^length..].SequenceEqual(text.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
