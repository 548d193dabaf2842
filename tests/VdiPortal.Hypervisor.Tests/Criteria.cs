using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>Ready criteria for tests.</summary>
internal static class Criteria
{
    /// <summary>One that never holds.</summary>
    public static ReadyCriterion Never { get; } = new([new MarkerPoint(MarkerChannel.Serial, "this is never written")], null, 600);

    /// <summary>One that holds when a single point does.</summary>
    public static ReadyCriterion Of(ReadyPoint point, int deadlineSeconds = 60) => new([point], null, deadlineSeconds);
}
