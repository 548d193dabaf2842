namespace VdiPortal.Broker.Sessions;

/// <summary>How far a launch has come (requirement A3).</summary>
public enum LaunchStage
{
    /// <summary>Waits for a slot, or for the last use of the same desktop to be saved.</summary>
    Queued,

    /// <summary>A disk is being copied.</summary>
    Copying,

    /// <summary>The guest is starting.</summary>
    Booting,

    /// <summary>The guest is ready, it is being resumed.</summary>
    Resuming,

    /// <summary>Done.</summary>
    Running,
}
