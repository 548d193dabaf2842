using System.Text.Json;

namespace VdiPortal.Hypervisor.Ready;

/// <summary>Which ready criteria make sense; for everyone who takes in a template or a wish.</summary>
public static class ReadyCriterionRules
{
    private const int MaxPoints = 32, MaxDepth = 4, MaxSeconds = 3600;

    /// <summary>Finds what is wrong with a criterion.</summary>
    /// <param name="json">The criterion as a template says it.</param>
    /// <param name="hasGuestAgent">Whether the guest has an agent.</param>
    /// <param name="bootsKernel">Whether the machine boots a kernel directly, instead of its disk's boot loader.</param>
    /// <param name="mayStop">Whether it may name a place before the operating system; not so where the machine has passed it already.</param>
    /// <returns>An explanation, or null when nothing is.</returns>
    public static string? FindFault(string json, bool hasGuestAgent, bool bootsKernel, bool mayStop = true)
    {
        try
        {
            return FindFault(HypervisorJson.ReadCriterion(json), hasGuestAgent, bootsKernel, mayStop);
        }
        catch (JsonException e)
        {
            return $"the ready criterion is not understood: {e.Message}";
        }
    }

    /// <summary>Finds what is wrong with a criterion.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="hasGuestAgent">Whether the guest has an agent.</param>
    /// <param name="bootsKernel">Whether the machine boots a kernel directly, instead of its disk's boot loader.</param>
    /// <param name="mayStop">Whether it may name a place before the operating system; not so where the machine has passed it already.</param>
    /// <returns>An explanation, or null when nothing is.</returns>
    public static string? FindFault(ReadyCriterion criterion, bool hasGuestAgent, bool bootsKernel, bool mayStop = true)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        IReadOnlyList<ReadyPoint> points = [.. criterion.All ?? [], .. criterion.Any ?? []];
        return criterion.DeadlineSeconds is < 1 or > MaxSeconds
            ? $"the ready deadline must be 1 to {MaxSeconds} s"
            : !mayStop && StopsBeforeSystem(criterion) ? "the full ready criterion names a place before the operating system"
            : FindFault(points, new ReadyPointRules(hasGuestAgent, bootsKernel), depth: 1);
    }

    /// <summary>All points of a criterion, whatever they are nested in.</summary>
    internal static IEnumerable<ReadyPoint> Leaves(ReadyCriterion criterion) => Leaves([.. criterion.All ?? [], .. criterion.Any ?? []]);

    /// <summary>Whether a machine has to stand still before its operating system.</summary>
    internal static bool StopsBeforeSystem(ReadyCriterion criterion) => Leaves(criterion).Any(point => point is FirmwarePoint or BootLoaderPoint);

    private static IEnumerable<ReadyPoint> Leaves(IEnumerable<ReadyPoint> points) => points.SelectMany(point => point switch
    {
        AllPoint all => Leaves(all.Of),
        AnyPoint any => Leaves(any.Of),
        _ => [point],
    });

    private static string? FindFault(IReadOnlyList<ReadyPoint>? points, ReadyPointRules rules, int depth)
    {
        if (points is not { Count: > 0 and <= MaxPoints } || depth > MaxDepth)
        {
            return $"a ready criterion needs 1 to {MaxPoints} points, nested at most {MaxDepth} deep";
        }

        return points.Select(point => FindFault(point, rules, depth)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FindFault(ReadyPoint? point, ReadyPointRules rules, int depth) => point switch
    {
        AllPoint all => FindFault(all.Of, rules, depth + 1),
        AnyPoint any => FindFault(any.Of, rules, depth + 1),
        _ => rules.FindFault(point),
    };
}
