using System.Text;

namespace VdiPortal.Store.Sql;

/// <summary>Text as PostgreSQL takes it: no NUL character, no half of a surrogate pair. What is typed into a form may have either.</summary>
internal static class StorableText
{
    /// <summary>The text with what cannot be stored replaced by U+FFFD.</summary>
    public static string? Of(string? text)
    {
        if (text is null || !NeedsRepair(text))
            return text;

        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            repaired.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        return repaired.ToString();
    }

    /// <summary>The same, cut to so many UTF-16 units; a pair is never cut in half.</summary>
    public static string Of(string text, int limit)
    {
        if (text.Length > limit)
            text = text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];
        return Of(text)!;
    }

    /// <summary>The text as a pattern for LIKE that stands for itself.</summary>
    public static string EscapeLike(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);

    private static bool NeedsRepair(string text)
    {
        foreach (var unit in text)
        {
            if (unit == '\0' || char.IsSurrogate(unit))
                return true;
        }

        return false;
    }
}
