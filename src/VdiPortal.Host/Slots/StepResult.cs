namespace VdiPortal.Host.Slots;

/// <summary>How a step went.</summary>
/// <param name="Obstacle">Why it has to be tried again, or null when it was carried out, be it with a failure that is noted already.</param>
internal readonly record struct StepResult(SlotFailure? Obstacle)
{
    public static StepResult Done => default;
}
