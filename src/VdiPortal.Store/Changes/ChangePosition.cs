using VdiPortal.Broker.Changes;

namespace VdiPortal.Store.Changes;

/// <summary>
/// How far a replica has read. Numbers of the outbox become visible out of order, so the position is not a number but a transaction:
/// every row written by an older one was visible at the last look. Rows of younger ones are read again and known by their number.
/// </summary>
internal sealed class ChangePosition
{
    private readonly HashSet<long> _seen = [];

    /// <summary>The oldest transaction that was open at the last look; null before the first.</summary>
    public ulong? Horizon { get; private set; }

    /// <summary>Whether this notice is new.</summary>
    public bool Take(ChangeNotice notice) => _seen.Add(notice.Sequence);

    /// <summary>Moves on after a look; <paramref name="again"/> are the numbers that the next look will bring again.</summary>
    public void MoveTo(ulong horizon, IEnumerable<long> again)
    {
        Horizon = horizon;
        _seen.Clear();
        _seen.UnionWith(again);
    }
}
