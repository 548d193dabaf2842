namespace VdiPortal.Broker.Identity;

/// <summary>How a change of an account went.</summary>
public enum UserOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Only administrators may.</summary>
    NotAllowed,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>The name has characters that are not allowed, or is too long.</summary>
    BadName,

    /// <summary>Another account has the name.</summary>
    NameTaken,

    /// <summary>The password does not meet <see cref="PasswordRules"/>.</summary>
    TooWeak,

    /// <summary>Administrators cannot shut out or demote themselves.</summary>
    NotYourself,
}
