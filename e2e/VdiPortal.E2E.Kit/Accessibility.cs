using Microsoft.Playwright;

namespace VdiPortal.E2E.Kit;

/// <summary>What axe-core finds on a page (requirement F9).</summary>
public static class Accessibility
{
    private const string Run = """
        () => axe.run(document, { resultTypes: ["violations"] }).then(found => found.violations.map(violation =>
            `${violation.id} (${violation.impact}): ${violation.nodes.slice(0, 4).map(node => node.target.join(" ")).join("; ")}`))
        """;

    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>One line for each rule that the page breaks, with the first places where it does.</summary>
    public static async Task<IReadOnlyList<string>> FindViolationsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => \"axe\" in window"))
            await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
