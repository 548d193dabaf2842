using System.Text.RegularExpressions;

namespace VdiPortal.Portal.Tests.Resources;

/// <summary>A place in the portal's code or markup that asks for a text.</summary>
/// <param name="Where">The file.</param>
/// <param name="File">The resource file.</param>
/// <param name="Key">The key; a star stands for what is put in while the portal runs.</param>
internal sealed partial record TextUse(string Where, string File, string Key)
{
    // One of a thing has a text of its own.
    private const string Counted = ".Counted(";

    /// <summary>Whether the key may be this one.</summary>
    public bool Matches(string key) => Regex.IsMatch(key, $"^{Regex.Escape(Key).Replace("\\*", ".+", StringComparison.Ordinal)}$");

    /// <summary>All of them. Markup and the code behind it are one: what one injects the other may use.</summary>
    public static IReadOnlyList<TextUse> All { get; } =
    [
        .. Directory.EnumerateFiles(TextFile.Portal, "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .GroupBy(path => path.Replace(".razor.cs", ".razor", StringComparison.Ordinal))
            .SelectMany(unit => Find(Path.GetRelativePath(TextFile.Portal, unit.Key), string.Join('\n', unit.Select(System.IO.File.ReadAllText)))),
    ];

    private static IEnumerable<TextUse> Find(string place, string text) =>
        from localizer in Localizer().Matches(text).DistinctBy(match => match.Value)
        from use in Regex.Matches(text, $@"\b{localizer.Groups["name"].Value}(?:\[|\.Counted\()(?<key>(?:[^\[\]()""]|\$?""[^""]*"")+)[\]),]")
        from literal in Literal().Matches(FirstArgument(use.Groups["key"].Value))
        from key in use.Value.Contains(Counted, StringComparison.Ordinal) ? [literal.Groups["text"].Value, literal.Groups["text"].Value + ".One"] : new[] { literal.Groups["text"].Value }
        select new TextUse(place, localizer.Groups["file"].Value, Hole().Replace(key, "*"));

    /// <summary>The key's expression, without the values that are put into the text.</summary>
    private static string FirstArgument(string arguments)
    {
        var quoted = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            quoted ^= arguments[i] == '"';
            if (arguments[i] == ',' && !quoted)
                return arguments[..i];
        }

        return arguments;
    }

    [GeneratedRegex(@"IStringLocalizer<(?<file>\w+)>\s+(?<name>\w+)")]
    private static partial Regex Localizer();

    [GeneratedRegex(@"""(?<text>[^""]*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
