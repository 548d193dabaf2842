using System.Text.Json;
using Microsoft.Playwright;

namespace VdiPortal.Bench.Launching;

/// <summary>Reads what a script in a page returns into records, which Playwright itself cannot make.</summary>
internal static class PageReading
{
    /// <summary>Runs the script and reads its result.</summary>
    public static async Task<T> ReadAsync<T>(this IPage page, string script) =>
        (await page.EvaluateAsync<JsonElement>(script)).Deserialize<T>(JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"The page answered nothing to: {script}");
}
