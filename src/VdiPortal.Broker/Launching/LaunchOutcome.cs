namespace VdiPortal.Broker.Launching;

/// <summary>How a launch request went.</summary>
public enum LaunchOutcome
{
    /// <summary>A session is being started.</summary>
    Started,

    /// <summary>The user had a session of this module, or this request was made before: it goes on.</summary>
    Continued,

    /// <summary>There is no such module for this user.</summary>
    NotFound,

    /// <summary>The user's places are taken by other modules: end one first.</summary>
    Busy,

    /// <summary>It cannot be done now; the session's failure says why.</summary>
    Failed,
}
