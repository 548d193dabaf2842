namespace VdiPortal.Portal.Components.Account;

/// <summary>A browser's name out of its own long description; names of products, the same in every language.</summary>
internal static class AgentWords
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("HeadlessChrome/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>For example <c>Firefox, Linux</c>; the start of the description when it is not known.</summary>
    public static string Of(string agent)
    {
        var browser = Browsers.FirstOrDefault(item => agent.Contains(item.Mark, StringComparison.Ordinal)).Name;
        var system = Systems.FirstOrDefault(item => agent.Contains(item.Mark, StringComparison.Ordinal)).Name;
        var known = string.Join(", ", new[] { browser, system }.Where(name => name is not null));
        return known.Length > 0 ? known : agent.Length > 40 ? agent[..40] : agent;
    }
}
