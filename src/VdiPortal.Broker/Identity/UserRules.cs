namespace VdiPortal.Broker.Identity;

/// <summary>What a sign-in name must be.</summary>
public static class UserRules
{
    /// <summary>Most characters of a sign-in name.</summary>
    public const int MaxName = 64;

    /// <summary>Most characters of a name for people.</summary>
    public const int MaxDisplayName = 100;

    /// <summary>Letters, digits and <c>. _ - @</c>, 1..64 characters.</summary>
    public static bool AcceptsName(string name) =>
        name.Length is > 0 and <= MaxName && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@');
}
