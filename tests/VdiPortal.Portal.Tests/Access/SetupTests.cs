using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Access;

/// <summary>A fresh installation: the first administrator is made with the code of the terminal, once.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task The_code_of_the_terminal_makes_the_first_administrator_and_nobody_else()
    {
        await using var portal = await TestPortal.StartAsync();
        var code = await portal.Services.GetRequiredService<SetupService>().IssueFirstAdminCodeAsync(CancellationToken.None);
        var browser = new TestBrowser(portal);
        using (var start = await browser.GetAsync("/sign-in"))
            Assert.EndsWith("/setup", start.Headers.Location!.ToString(), StringComparison.Ordinal);

        Assert.Contains("The code is not right", await SetUpAsync(browser, "aaaa-bbbb-cccc-dddd", "mallory"), StringComparison.Ordinal);
        await SetUpAsync(browser, code, "boss");
        Assert.Contains("There is an administrator already", await SetUpAsync(browser, code, "mallory"), StringComparison.Ordinal);

        await browser.SignInAsync("boss");
        Assert.True(await browser.IsSignedInAsync());
        Assert.False((await browser.Copy().SignInAsync("mallory")).Headers.Contains("Location"));
    }

    private static async Task<string> SetUpAsync(TestBrowser browser, string code, string name)
    {
        using var answer = await browser.PostWithTokenAsync(
            "/setup", ("_handler", "setup"), ("Input.Code", code), ("Input.Name", name), ("Input.Password", Scene.Password), ("Input.Again", Scene.Password));
        return await answer.Content.ReadAsStringAsync();
    }
}
