using System.Text.RegularExpressions;

namespace VdiPortal.Architecture.Tests.Files;

/// <summary>House rules that can be seen in a file alone. Each answers one sentence for what is against it.</summary>
internal static partial class FileRules
{
    private const int LongestFile = 400;

    // Joined here, so that this file does not hold what it looks for.
    private static readonly string[] RegistryHosts =
        [.. new[] { "registry npmjs org", "registry yarnpkg com", "api nuget org", "www nuget org", "pypi org", "files pythonhosted org", "deb debian org", "mcr microsoft com", "ghcr io", "quay io" }
            .Select(words => words.Replace(' ', '.'))];

    /// <summary>A file of src holds one idea.</summary>
    public static IEnumerable<string> TooLong(SourceFile file)
    {
        if (IsSource(file) && file.Lines.Count > LongestFile)
        {
            yield return $"{file.Path} has {file.Lines.Count} lines; {LongestFile} are allowed.";
        }
    }

    /// <summary>A file declares one public type.</summary>
    public static IEnumerable<string> SeveralPublicTypes(SourceFile file)
    {
        var names = file.Lines.Select(line => PublicType().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value).ToList();
        if (IsSource(file) && names.Count > 1)
        {
            yield return $"{file.Path} declares {string.Join(" and ", names)}; one public type to a file.";
        }
    }

    /// <summary>Packages come from wherever a machine's package clients are set to; no file names the place.</summary>
    public static IEnumerable<string> RegistryNames(SourceFile file) =>
        from line in file.Lines.Index()
        from host in RegistryHosts
        where line.Item.Contains(host, StringComparison.OrdinalIgnoreCase)
        select $"{file.Path}:{line.Index + 1} names {host}.";

    /// <summary>The same for what package clients write by themselves.</summary>
    public static IEnumerable<string> RegistrySettings(SourceFile file) => Path.GetFileName(file.Path).ToUpperInvariant() switch
    {
        "NUGET.CONFIG" => [$"{file.Path} sets package sources; that is the machine's business."],
        ".NPMRC" when file.Lines.Any(line => line.Contains("registry=", StringComparison.Ordinal)) => [$"{file.Path} sets a registry."],
        "PACKAGE-LOCK.JSON" when file.Lines.Any(line => line.Contains("\"resolved\"", StringComparison.Ordinal)) => [$"{file.Path} says where packages came from."],
        _ => [],
    };

    /// <summary>Folders that collect what belongs elsewhere.</summary>
    public static IEnumerable<string> CatchAllFolders(SourceFile file) =>
        file.Path.Split('/').Intersect(["Helpers", "Managers", "Utils", "Utilities", "Common", "Misc"]).Select(folder => $"{file.Path} lies in a folder {folder}.");

    private static bool IsSource(SourceFile file) =>
        file.Path.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file.Path) is ".cs" or ".razor";

    [GeneratedRegex(@"^public (?:(?:sealed|abstract|static|readonly|ref|unsafe|partial) )*(?:class|interface|struct|enum|record(?: class| struct)?|delegate [\w<>?,\[\] .]+) (?<name>\w+)")]
    private static partial Regex PublicType();
}
