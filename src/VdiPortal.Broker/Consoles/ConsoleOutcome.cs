namespace VdiPortal.Broker.Consoles;

/// <summary>Whether a console may be opened.</summary>
public enum ConsoleOutcome
{
    /// <summary>It may.</summary>
    Granted,

    /// <summary>There is no such VM for this person. Whether it exists is not said.</summary>
    NotFound,

    /// <summary>The session has no screen now: it is starting, or has ended.</summary>
    NotNow,

    /// <summary>The person holds too many console connections.</summary>
    TooMany,
}
