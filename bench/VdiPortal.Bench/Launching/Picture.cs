using Microsoft.Playwright;

namespace VdiPortal.Bench.Launching;

/// <summary>What a page's canvas shows.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Painted">Whether every pixel has been painted.</param>
/// <param name="Colours">How many colours there are.</param>
internal sealed record Picture(int Width, int Height, bool Painted, int Colours)
{
    private const int FewestColours = 16;

    /// <summary>Makes sure that a page shows the whole screen of the desktop guest: a time for anything less would be worth nothing.</summary>
    public static async Task CheckAsync(IPage page)
    {
        var picture = await page.ReadAsync<Picture>(Witness.Look);
        if (picture is not { Width: 1280, Height: 800, Painted: true, Colours: >= FewestColours })
            throw new InvalidOperationException($"The first picture was not the whole desktop: {picture}");
    }
}
