namespace VdiPortal.Portal.Metrics;

/// <summary>Names in the manner of Prometheus: words joined by underscores, the unit written out, counters ending in <c>_total</c>.</summary>
internal static class MetricName
{
    /// <summary>The name of an instrument.</summary>
    /// <param name="name">Its own name, for example <c>vdi.launch.duration</c>.</param>
    /// <param name="unit">Its unit (UCUM), or null.</param>
    /// <param name="isCounter">Whether it only rises.</param>
    public static string Of(string name, string? unit, bool isCounter)
    {
        var words = Clean(name);
        var suffix = unit switch
        {
            "ms" => "_milliseconds",
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        if (!words.EndsWith(suffix, StringComparison.Ordinal))
            words += suffix;
        return isCounter ? words + "_total" : words;
    }

    /// <summary>The labels of a measurement, sorted, in braces; empty for none. Values are quoted as the text format wants it.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";

        var pairs = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
            pairs[i] = $"{Clean(tags[i].Key)}=\"{Quote(tags[i].Value?.ToString() ?? "")}\"";
        Array.Sort(pairs, StringComparer.Ordinal);
        return string.Join(',', pairs);
    }

    private static string Clean(string name) => string.Create(name.Length, name, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
    });

    private static string Quote(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
