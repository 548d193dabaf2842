using Microsoft.Playwright;

namespace VdiPortal.E2E.Kit;

/// <summary>What people do before they work: the first set-up, signing in, making an access token.</summary>
public static class People
{
    /// <summary>Makes the first administrator with the code of the terminal, and an access token; returns a client with it.</summary>
    public static async Task<ApiClient> SetUpAsync(Product product, Browsers browsers, string name, string password)
    {
        var page = await browsers.OpenAsync(product.Address);
        await page.GotoAsync("/setup");
        await page.GetByLabel("One-time code").FillAsync(product.SetupCode ?? throw new InvalidOperationException($"No code on the terminal:\n{product.Terminal}"));
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(password);
        await page.GetByLabel("New password, once more").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in**");
        await SignInAsync(page, name, password);
        var client = new ApiClient(product.Address, await MakeTokenAsync(page));
        await page.Context.CloseAsync();
        return client;
    }

    /// <summary>Signs in and waits for the home page.</summary>
    public static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Launch a desktop" }).WaitForAsync();
    }

    /// <summary>Makes an access token on the account page.</summary>
    public static async Task<string> MakeTokenAsync(IPage page)
    {
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "New access token" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("tests");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        return await dialog.GetByLabel("Token", new() { Exact = true }).InputValueAsync();
    }
}
