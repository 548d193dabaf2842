using Microsoft.Playwright;
using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>Every page in light and dark, wide and narrow: it fits, nothing breaks in the browser, and axe-core finds nothing (F9).</summary>
[Collection(ProductGroup.Name)]
public sealed class PagesTests(ProductFixture product)
{
    private static readonly string[] Entry = ["sign-in", "reset"];
    private static readonly string[] Pages = ["", "hosts", "activity", "people", "modules", "settings", "account", "not-there"];

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Every_page_fits_and_can_be_used_by_everyone(int width, ColorScheme scheme)
    {
        var page = await product.Browsers.OpenAsync(product.Product.Address, width, 800, scheme);
        List<string> troubles = [];
        page.PageError += (_, error) => troubles.Add($"{page.Url}: {error}");
        foreach (var path in Entry)
            troubles.AddRange(await LookAsync(page, path, width, scheme));

        await People.SignInAsync(page, ProductFixture.Admin, ProductFixture.Password);
        foreach (var path in Pages)
            troubles.AddRange(await LookAsync(page, path, width, scheme));

        Assert.Empty(troubles);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_workspace_can_be_used_by_everyone_and_left_by_keyboard()
    {
        var learner = await product.AddLearnerAsync();
        await learner.LaunchAsync("Debian desktop");
        var page = learner.Page;
        await page.Locator("#vdi-stage canvas").First.FocusAsync();
        await page.Keyboard.PressAsync("Control+Alt+Shift");
        var bar = page.GetByRole(AriaRole.Toolbar);
        await Assertions.Expect(bar.Locator(":focus")).ToHaveCountAsync(1);
        Assert.Empty(await Accessibility.FindViolationsAsync(page));

        await bar.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await page.GetByText("First picture").WaitForAsync();
        Assert.Empty(await Accessibility.FindViolationsAsync(page));
        await Pictures.TakeAsync(page, "details");

        await page.Keyboard.PressAsync("Escape");
        await learner.EndAsync();
    }

    private static async Task<IEnumerable<string>> LookAsync(IPage page, string path, int width, ColorScheme scheme)
    {
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Pictures.TakeAsync(page, $"{(path.Length == 0 ? "home" : path)}-{width}-{scheme}");
        var violations = await Accessibility.FindViolationsAsync(page);
        var tooWide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        return [.. violations.Select(violation => $"/{path}: {violation}"), .. tooWide > 0 ? [$"/{path} is {tooWide} px too wide"] : Array.Empty<string>()];
    }
}
