namespace VdiPortal.Vir.Consoles;

/// <summary>
/// Remembers which tokens were used until they have expired. Bounded: when it is full of live ones, further tokens are refused rather than
/// old ones forgotten. Thread-safe.
/// </summary>
public sealed class ConsoleNonces
{
    private readonly int _capacity;
    private readonly HashSet<Guid> _used = [];
    private readonly PriorityQueue<Guid, DateTimeOffset> _byExpiry = new();
    private readonly Lock _lock = new();

    /// <summary>Makes an empty memory.</summary>
    /// <param name="capacity">How many live tokens it remembers, 1 or more; the default allows 1,000 new consoles a second.</param>
    public ConsoleNonces(int capacity = 40_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>Uses a token up.</summary>
    /// <param name="nonce">Its nonce.</param>
    /// <param name="until">When it would be refused anyhow.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null when this is its first use, else why it is not honoured.</returns>
    internal ConsoleTokenFault? Use(Guid nonce, DateTimeOffset until, DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_byExpiry.TryPeek(out var oldest, out var end) && end <= now)
            {
                _byExpiry.Dequeue();
                _used.Remove(oldest);
            }

            if (_used.Contains(nonce))
                return ConsoleTokenFault.Replayed;

            if (_used.Count >= _capacity)
                return ConsoleTokenFault.TooMany;

            _used.Add(nonce);
            _byExpiry.Enqueue(nonce, until);
            return null;
        }
    }
}
