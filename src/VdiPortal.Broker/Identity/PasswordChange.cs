namespace VdiPortal.Broker.Identity;

/// <summary>What came of changing a password.</summary>
public enum PasswordChange
{
    /// <summary>Changed.</summary>
    Done,

    /// <summary>The present password is not right.</summary>
    WrongPassword,

    /// <summary>The new one does not meet <see cref="PasswordRules"/>.</summary>
    TooWeak,
}
