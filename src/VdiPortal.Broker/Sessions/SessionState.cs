namespace VdiPortal.Broker.Sessions;

/// <summary>The life of a session.</summary>
public enum SessionState
{
    /// <summary>Waiting for its VMs to run.</summary>
    Starting,

    /// <summary>In use.</summary>
    Running,

    /// <summary>Its VMs are paused; nothing is lost.</summary>
    Paused,

    /// <summary>Over.</summary>
    Ended,

    /// <summary>Over, and not as it should be.</summary>
    Failed,
}
