using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Pools;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>What shall be changed of a module; what is left out stays.</summary>
/// <param name="Version">The version that the change was made for; 409 when it is no longer the newest.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Summary">One line.</param>
/// <param name="Category">For filtering.</param>
/// <param name="WarmTarget">How many warm VMs the pool keeps at all times; the same as <c>pool.min</c>, which counts when both are given.</param>
/// <param name="Pool">What the pool shall hold, and when.</param>
/// <param name="PauseAfterMinutes">Idle minutes until pause; given together with <paramref name="EndAfterMinutes"/>.</param>
/// <param name="EndAfterMinutes">Idle minutes until the end.</param>
public sealed record ModuleChangeDto(
    int? Version, string? Title, string? Summary, string? Category, int? WarmTarget, PoolPolicyDto? Pool, double? PauseAfterMinutes,
    double? EndAfterMinutes)
{
    /// <summary>The names of the values that are missing or out of bounds.</summary>
    /// <param name="changed">The module with the change.</param>
    public IReadOnlyList<string> Invalid(Module changed)
    {
        string[] idle = (PauseAfterMinutes, EndAfterMinutes) switch
        {
            (null, not null) => [nameof(PauseAfterMinutes)],
            (not null, null) => [nameof(EndAfterMinutes)],
            _ => [],
        };
        var rest = ModuleRules.Invalid(changed).Where(name => !name.StartsWith(nameof(Pool), StringComparison.Ordinal))
            .SelectMany(name => name == nameof(Module.Idle) ? [nameof(PauseAfterMinutes), nameof(EndAfterMinutes)] : new[] { name });
        var pool = PoolPolicyDto.Invalid(changed.Pool).Select(name => Pool is null ? nameof(WarmTarget) : $"{nameof(Pool)}/{name}").Distinct();
        return [.. idle, .. rest, .. pool];
    }

    /// <summary>The module with the change.</summary>
    public Module Apply(Module module) => module with
    {
        Title = Title ?? module.Title,
        Summary = Summary ?? module.Summary,
        Category = Category ?? module.Category,
        Pool = ApplyPool(module.Pool),
        Idle = PauseAfterMinutes is { } pause && EndAfterMinutes is { } end
            ? new IdleRules(TimeSpan.FromMinutes(Math.Clamp(pause, 0, 1e6)), TimeSpan.FromMinutes(Math.Clamp(end, 0, 1e6)))
            : module.Idle,
    };

    private PoolPolicy ApplyPool(PoolPolicy policy)
    {
        var changed = policy with { Min = WarmTarget ?? policy.Min };
        return Pool?.Apply(changed) ?? changed;
    }
}
