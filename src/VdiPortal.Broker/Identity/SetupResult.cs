namespace VdiPortal.Broker.Identity;

/// <summary>What came of using a one-time code.</summary>
public enum SetupResult
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>An administrator exists already.</summary>
    NotNeeded,

    /// <summary>The code is wrong, used up or too old.</summary>
    WrongCode,

    /// <summary>The name cannot be used, or is taken.</summary>
    BadName,

    /// <summary>The password does not meet <see cref="PasswordRules"/>.</summary>
    TooWeak,
}
