namespace VdiPortal.Hypervisor.Guests;

/// <summary>Keeps the last bytes of a stream.</summary>
internal sealed class TailBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private int _length;

    /// <summary>The bytes kept.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Adds bytes; the oldest go.</summary>
    public void Append(ReadOnlySpan<byte> added)
    {
        if (added.Length > capacity)
        {
            added = added[^capacity..];
        }

        var kept = Math.Min(_length, capacity - added.Length);
        _bytes.AsSpan(_length - kept, kept).CopyTo(_bytes);
        added.CopyTo(_bytes.AsSpan(kept));
        _length = kept + added.Length;
    }
}
