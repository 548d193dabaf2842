using Microsoft.Playwright;
using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>An administrator says how many desktops stand warm, and when; what comes of it is said while one types (requirement B3).</summary>
[Collection(ProductGroup.Name)]
public sealed class WarmStockTests(ProductFixture product)
{
    [Fact]
    public async Task The_warm_stock_of_a_module_is_edited_and_its_next_change_is_listed()
    {
        var module = await product.Api.ModuleAsync("my-debian");
        var page = await product.OpenAdminAsync();
        var dialog = await EditAsync(page);

        await dialog.GetByLabel("At most").FillAsync("0");
        await dialog.GetByText("not less than at all times").WaitForAsync();
        await dialog.GetByLabel("At most").FillAsync("4");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add a time" }).ClickAsync();
        var row = dialog.GetByRole(AriaRole.Group, new() { Name = "Time 1" });
        await row.GetByLabel("Mon", new() { Exact = true }).ClickAsync();
        await row.GetByText("Choose at least one day.").WaitForAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeDisabledAsync();
        await row.GetByLabel("Tue", new() { Exact = true }).ClickAsync();
        await row.GetByLabel("Wed", new() { Exact = true }).ClickAsync();
        await row.GetByLabel("Desktops").FillAsync("3");
        await row.GetByLabel("Time zone").FillAsync("Europe/Berl");
        await row.GetByText("A name like Europe/Berlin.").WaitForAsync();
        await row.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await dialog.GetByText("Now").WaitForAsync();
        await LookAsync(page, dialog, "Light");

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.GotoAsync("hosts");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "My Debian desktop" }).GetByText("3 from").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Warm stock" }).ScrollIntoViewIfNeededAsync();
        await Pictures.TakeAsync(page, "warm-stock-list");
        Assert.Empty(await Accessibility.FindViolationsAsync(page));
        await page.Context.CloseAsync();

        await product.Api.SendAsync(HttpMethod.Patch, $"modules/{module["id"]}", new { pool = new { max = 1_000, schedule = Array.Empty<object>() } });
    }

    [Theory]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public async Task The_editor_fits_and_can_be_used_by_everyone(int width, ColorScheme scheme)
    {
        var page = await product.Browsers.OpenAsync(product.Product.Address, width, 800, scheme);
        await People.SignInAsync(page, ProductFixture.Admin, ProductFixture.Password);
        var dialog = await EditAsync(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add a time" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Group, new() { Name = "Time 1" }).WaitForAsync();
        await LookAsync(page, dialog, $"{width}-{scheme}");
        await page.Context.CloseAsync();
    }

    private static async Task<ILocator> EditAsync(IPage page)
    {
        await page.GotoAsync("modules");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit My Debian desktop" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Heading, new() { Name = "My Debian desktop" }).WaitForAsync();
        return dialog;
    }

    private static async Task LookAsync(IPage page, ILocator dialog, string name)
    {
        await dialog.GetByText("Warm stock").First.ScrollIntoViewIfNeededAsync();
        await Pictures.TakeAsync(page, $"warm-stock-{name}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add a time" }).ScrollIntoViewIfNeededAsync();
        await Pictures.TakeAsync(page, $"warm-stock-times-{name}");
        Assert.Empty(await Accessibility.FindViolationsAsync(page));
        Assert.True(await dialog.Locator(".body").EvaluateAsync<int>("body => body.scrollWidth - body.clientWidth") <= 0, "The editor is too wide.");
    }
}
