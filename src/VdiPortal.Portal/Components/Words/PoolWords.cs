using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Pools;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Words;

/// <summary>Warm stock in words.</summary>
public sealed class PoolWords(IStringLocalizer<WordTexts> texts, TimeWords times, TimeProvider time)
{
    /// <summary>What a policy asks for: <c>Now 3, from Monday 08:45 25</c>.</summary>
    public string Preview(PoolPolicy policy)
    {
        var now = time.GetUtcNow();
        var count = PoolSchedule.CountAt(policy, now);
        return PoolSchedule.NextChange(policy, now) is { } next ? texts["Pool.NowThen", count, times.Coming(next.At), next.Count] : texts["Pool.Now", count];
    }
}
