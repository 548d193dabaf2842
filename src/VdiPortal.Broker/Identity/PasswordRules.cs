namespace VdiPortal.Broker.Identity;

/// <summary>What a local account's password must be (NIST SP 800-63B: length, no composition rules).</summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 10;

    /// <summary>Most characters; longer input is refused before it is hashed.</summary>
    public const int MaxLength = 128;

    /// <summary>Whether the password may be used by this account.</summary>
    public static bool Accepts(string password, string userName) =>
        password.Length is >= MinLength and <= MaxLength
        && password.Distinct().Count() > 3
        && !password.Contains(userName, StringComparison.OrdinalIgnoreCase);
}
