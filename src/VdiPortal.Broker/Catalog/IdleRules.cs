namespace VdiPortal.Broker.Catalog;

/// <summary>What happens when nobody uses a session (requirement A8). Idle means: no input on any console.</summary>
/// <param name="PauseAfter">The VMs are paused; nothing is lost.</param>
/// <param name="EndAfter">The session is ended. Longer than <paramref name="PauseAfter"/>.</param>
public sealed record IdleRules(TimeSpan PauseAfter, TimeSpan EndAfter)
{
    /// <summary>Used where neither the module nor an administrator says otherwise: 30 minutes and 8 hours.</summary>
    public static IdleRules Default { get; } = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(8));
}
