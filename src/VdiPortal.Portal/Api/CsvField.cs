namespace VdiPortal.Portal.Api;

/// <summary>Writes fields of a CSV file (RFC 4180).</summary>
internal static class CsvField
{
    /// <summary>The field in quotes where needed; what a spreadsheet would take for a formula is made text.</summary>
    public static string Quote(string text)
    {
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
