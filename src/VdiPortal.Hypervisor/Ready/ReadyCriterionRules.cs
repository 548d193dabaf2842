namespace VdiPortal.Hypervisor.Ready;

/// <summary>Which ready criteria make sense.</summary>
internal static class ReadyCriterionRules
{
    private const int MaxPoints = 32, MaxDepth = 4, MaxTextLength = 256, MaxSeconds = 3600;
    private const double ShortestStill = 0.5, LongestStill = 600;

    /// <summary>Finds what is wrong with a criterion.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="hasGuestAgent">Whether the guest has an agent.</param>
    /// <returns>An explanation, or null when nothing is.</returns>
    public static string? FindFault(ReadyCriterion criterion, bool hasGuestAgent)
    {
        IReadOnlyList<ReadyPoint> points = [.. criterion.All ?? [], .. criterion.Any ?? []];
        if (criterion.DeadlineSeconds is < 1 or > MaxSeconds)
        {
            return $"the ready deadline must be 1 to {MaxSeconds} s";
        }

        return FindFault(points, hasGuestAgent, depth: 1);
    }

    /// <summary>All points of a criterion, whatever they are nested in.</summary>
    public static IEnumerable<ReadyPoint> Leaves(ReadyCriterion criterion) => Leaves([.. criterion.All ?? [], .. criterion.Any ?? []]);

    private static IEnumerable<ReadyPoint> Leaves(IEnumerable<ReadyPoint> points) => points.SelectMany(point => point switch
    {
        AllPoint all => Leaves(all.Of),
        AnyPoint any => Leaves(any.Of),
        _ => [point],
    });

    private static string? FindFault(IReadOnlyList<ReadyPoint>? points, bool hasGuestAgent, int depth)
    {
        if (points is not { Count: > 0 and <= MaxPoints } || depth > MaxDepth)
        {
            return $"a ready criterion needs 1 to {MaxPoints} points, nested at most {MaxDepth} deep";
        }

        return points.Select(point => FindFault(point, hasGuestAgent, depth)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FindFault(ReadyPoint? point, bool hasGuestAgent, int depth) => point switch
    {
        MarkerPoint marker => IsMarkerText(marker.Text) ? null : $"a ready marker must have 1 to {MaxTextLength} printable ASCII characters",
        GuestAgentPoint => hasGuestAgent ? null : "the ready criterion waits for a guest agent, but the guest has none",
        StillPoint { Seconds: >= ShortestStill and <= LongestStill } => null,
        StillPoint => $"the screen must be still for {ShortestStill} to {LongestStill} s",
        DelayPoint { Seconds: >= 0 and <= MaxSeconds } => null,
        DelayPoint => $"a ready delay must be 0 to {MaxSeconds} s",
        AllPoint all => FindFault(all.Of, hasGuestAgent, depth + 1),
        AnyPoint any => FindFault(any.Of, hasGuestAgent, depth + 1),
        _ => "a ready point is empty",
    };

    private static bool IsMarkerText(string? text) => text is { Length: > 0 and <= MaxTextLength } && text.All(c => c is >= ' ' and <= '~');
}
