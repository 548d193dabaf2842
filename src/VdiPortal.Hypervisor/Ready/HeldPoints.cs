namespace VdiPortal.Hypervisor.Ready;

/// <summary>Which points of a ready criterion have held, and what that makes of the whole. Thread-safe.</summary>
/// <param name="before">Points that had held before, for a machine that was adopted.</param>
/// <param name="onHeld">Called for each further point, before it counts. Must not throw.</param>
internal sealed class HeldPoints(IEnumerable<ReadyPoint> before, Action<ReadyPoint> onHeld)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ReadyPoint> _held = [.. before];

    /// <summary>Notes that a point held.</summary>
    public void Add(ReadyPoint point)
    {
        lock (_gate)
        {
            if (!_held.Contains(point))
            {
                onHeld(point);
                _held.Add(point);
            }
        }
    }

    /// <summary>Whether a point, or what it is put together from, has held.</summary>
    public bool Contains(ReadyPoint point) => point switch
    {
        AllPoint all => all.Of.All(Contains),
        AnyPoint any => any.Of.Any(Contains),
        _ => HasHeld(point),
    };

    /// <summary>Whether the whole criterion has held.</summary>
    public bool Satisfy(ReadyCriterion criterion) =>
        (criterion.All ?? []).All(Contains) && (criterion.Any is not { Count: > 0 } any || any.Any(Contains));

    /// <summary>What the criterion still waits for, in words: one for each thing that is missing.</summary>
    public IReadOnlyList<string> Outstanding(ReadyCriterion criterion)
    {
        IReadOnlyList<ReadyPoint> any = criterion.Any ?? [];
        var missing = (criterion.All ?? []).Where(point => !Contains(point)).Select(WordsOf);
        return [.. missing, .. any.Any(Contains) || any.Count == 0 ? Array.Empty<string>() : [string.Join(" or ", any.Select(WordsOf))]];
    }

    private string WordsOf(ReadyPoint point) => point switch
    {
        AllPoint all => Together(" and ", all.Of.Where(part => !Contains(part))),
        AnyPoint any => Together(" or ", any.Of),
        _ => ReadyWords.Of(point),
    };

    private string Together(string word, IEnumerable<ReadyPoint> points)
    {
        var words = points.Select(WordsOf).ToArray();
        return words.Length == 1 ? words[0] : $"({string.Join(word, words)})";
    }

    private bool HasHeld(ReadyPoint point)
    {
        lock (_gate)
        {
            return _held.Contains(point);
        }
    }
}
