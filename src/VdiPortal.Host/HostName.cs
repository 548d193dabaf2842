namespace VdiPortal.Host;

/// <summary>The form of hosts' names.</summary>
internal static class HostName
{
    public const int MaxLength = 64;

    public static bool IsValid(string name) => name.Length is >= 1 and <= MaxLength && name.All(IsAllowed);

    /// <summary>Turns a machine's name into a host's: lower case, other characters become dashes.</summary>
    public static string Normalise(string machineName)
    {
        var characters = machineName.ToLowerInvariant().Take(MaxLength).Select(c => IsAllowed(c) ? c : '-').ToArray();
        var name = new string(characters).Trim('-', '.');
        return name.Length == 0 ? "host" : name;
    }

    private static bool IsAllowed(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-';
}
