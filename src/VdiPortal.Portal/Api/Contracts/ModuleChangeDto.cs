using VdiPortal.Broker.Catalog;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>What shall be changed of a module; what is left out stays.</summary>
/// <param name="Version">The version that the change was made for; 409 when it is no longer the newest.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Summary">One line.</param>
/// <param name="Category">For filtering.</param>
/// <param name="WarmTarget">How many warm VMs the pool shall hold.</param>
/// <param name="PauseAfterMinutes">Idle minutes until pause; given together with <paramref name="EndAfterMinutes"/>.</param>
/// <param name="EndAfterMinutes">Idle minutes until the end.</param>
public sealed record ModuleChangeDto(
    int? Version, string? Title, string? Summary, string? Category, int? WarmTarget, double? PauseAfterMinutes, double? EndAfterMinutes)
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
        var rest = ModuleRules.Invalid(changed).SelectMany(name => name == nameof(Module.Idle) ? [nameof(PauseAfterMinutes), nameof(EndAfterMinutes)] : new[] { name });
        return [.. idle, .. rest];
    }

    /// <summary>The module with the change.</summary>
    public Module Apply(Module module) => module with
    {
        Title = Title ?? module.Title,
        Summary = Summary ?? module.Summary,
        Category = Category ?? module.Category,
        WarmTarget = WarmTarget ?? module.WarmTarget,
        Idle = PauseAfterMinutes is { } pause && EndAfterMinutes is { } end
            ? new IdleRules(TimeSpan.FromMinutes(Math.Clamp(pause, 0, 1e6)), TimeSpan.FromMinutes(Math.Clamp(end, 0, 1e6)))
            : module.Idle,
    };
}
