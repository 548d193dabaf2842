using Microsoft.Playwright;

namespace VdiPortal.E2E.Kit;

/// <summary>Screenshots of a run, in <c>artifacts/screenshots</c>, for people to look at; those of the README are copies of them.</summary>
public static class Pictures
{
    private static readonly string Folder = Path.Combine(Product.FindRoot(), "artifacts", "screenshots");

    /// <summary>Takes a picture of the window as it is.</summary>
    public static Task TakeAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Folder, $"{name}.jpg"), Type = ScreenshotType.Jpeg, Quality = 88, Animations = ScreenshotAnimations.Disabled,
    });
}
