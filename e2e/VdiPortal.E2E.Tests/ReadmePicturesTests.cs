using Microsoft.Playwright;
using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>The way through the product that the README shows, with a picture of each step.</summary>
[Collection(ProductGroup.Name)]
public sealed class ReadmePicturesTests(ProductFixture product)
{
    [Fact]
    public async Task From_the_sign_in_to_a_desktop_and_back_home()
    {
        await product.Api.WaitForWarmAsync("debian", 1);
        var learner = await product.AddLearnerAsync(1280, 800);
        var page = learner.Page;
        await Pictures.TakeAsync(page, "readme-home");

        await learner.LaunchAsync("Debian desktop");
        var guest = await learner.ProbeAsync();
        await learner.OpenTerminalAsync(guest);
        await learner.TypeAsync("uname -sr | tee ~/system.txt\n");
        await guest.WaitForAsync("cat /home/student/system.txt 2>/dev/null", text => text.Length > 0);
        await page.Mouse.MoveAsync(640, 2);
        await page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).HoverAsync();
        await Pictures.TakeAsync(page, "readme-workspace");

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue Debian desktop" }).First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Pictures.TakeAsync(page, "readme-continue");

        var admin = await product.OpenAdminAsync();
        await admin.SetViewportSizeAsync(1280, 800);
        await admin.GotoAsync("/hosts");
        await admin.GetByText("Online").First.WaitForAsync();
        await Pictures.TakeAsync(admin, "readme-hosts");
        await admin.Context.CloseAsync();
        await product.Api.SendAsync(HttpMethod.Delete, $"sessions/{(await product.SessionOfAsync(learner.Name))["id"]}");
    }
}
