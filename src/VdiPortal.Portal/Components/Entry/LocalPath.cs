namespace VdiPortal.Portal.Components.Entry;

/// <summary>Keeps redirections inside the portal.</summary>
internal static class LocalPath
{
    /// <summary>The path if it lies within the portal, else the home page.</summary>
    public static string Of(string? path) =>
        path is { Length: > 0 and < 2_000 }
        && path[0] == '/'
        && !(path.Length > 1 && path[1] is '/' or '\\')
        && !path.Any(char.IsControl)
        && !path.StartsWith("/sign-in", StringComparison.OrdinalIgnoreCase)
            ? path
            : "/";
}
