using Microsoft.Playwright;
using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>What bad luck gets: killed machines, a killed portal, foreign pages, addresses that are not one's own.</summary>
[Collection(ProductGroup.Name)]
public sealed class BadLuckTests(ProductFixture product)
{
    private const string Clean = "Debian desktop";

    [Fact]
    public async Task A_machine_killed_from_outside_is_shown_within_five_seconds_and_can_be_launched_again()
    {
        var learner = await product.AddLearnerAsync();
        await learner.LaunchAsync(Clean);
        var vm = await learner.VmAsync();
        Product.Signal(QemuOf(vm), "KILL");

        await learner.Page.GetByText("could not go on").WaitForAsync(new() { Timeout = 5_000 });
        await ApiClient.WaitAsync("the slot is free", async () =>
            (await product.Api.GetAsync("vms")).AsArray().All(item => item!["id"]!.GetValue<Guid>() != vm));
        await learner.Page.GetByRole(AriaRole.Button, new() { Name = "Launch again" }).ClickAsync();
        await ApiClient.WaitAsync("a new desktop", async () => await learner.VmAsync() != vm);
        await learner.WaitForPictureAsync();
        await learner.EndAsync();
        await product.Api.WaitForWarmAsync("debian", 1);
    }

    [Fact]
    public async Task After_kill_9_of_the_portal_the_browser_comes_back_to_the_same_desktop_by_itself()
    {
        var learner = await product.AddLearnerAsync();
        await learner.LaunchAsync(Clean);
        var vm = await learner.VmAsync();
        var qemu = QemuOf(vm);
        await product.Product.KillPortalAsync();
        await learner.Page.GetByText("Reconnecting").First.WaitForAsync();

        await product.Product.UpAsync();
        await ApiClient.WaitAsync("the VM is adopted", async () =>
            (await product.Api.GetAsync("vms")).AsArray().Any(item => item!["id"]!.GetValue<Guid>() == vm && item["power"]!.GetValue<string>() == "Running"), TimeSpan.FromSeconds(10));
        Assert.Equal(qemu, QemuOf(vm));
        await ApiClient.WaitAsync("the console is back", async () =>
            (await product.Api.GetAsync("consoles")).AsArray().Any(console => console!["vmId"]!.GetValue<Guid>() == vm), TimeSpan.FromSeconds(30));

        var guest = await learner.ProbeAsync();
        await learner.OpenTerminalAsync(guest);
        await learner.TypeAsync("touch ~/still-here\n");
        await guest.WaitForAsync("ls /home/student", text => text.Contains("still-here"));
        await product.Api.SendAsync(HttpMethod.Delete, $"sessions/{(await product.SessionOfAsync(learner.Name))["id"]}");
    }

    [Fact]
    public async Task A_console_opens_only_for_its_user_on_our_own_page()
    {
        var learner = await product.AddLearnerAsync();
        await learner.LaunchAsync(Clean);
        var vm = await learner.VmAsync();
        Assert.Equal(101, await Consoles.TryOpenAsync(learner, vm));
        Assert.Equal(403, await Consoles.TryOpenAsync(learner, vm, origin: "https://evil.example"));
        Assert.Equal(401, await Consoles.TryOpenAsync(learner, vm, signedIn: false));
        Assert.Equal(404, await Consoles.TryOpenAsync(learner, Guid.NewGuid()));
        await learner.EndAsync();
        Assert.Equal(404, await Consoles.TryOpenAsync(learner, vm));
    }

    [Fact]
    public async Task A_wrong_password_gets_one_neutral_sentence_also_when_it_locks()
    {
        await product.Api.AddUserAsync("forgetful", ProductFixture.Password);
        var page = await product.Browsers.OpenAsync(product.Product.Address);
        foreach (var name in new[] { "forgetful", "nobody-here" })
        {
            await TryAsync(page, name);
            await page.GetByText("Name or password is not right.").WaitForAsync();
        }

        for (var attempt = 0; attempt < 4; attempt++)
            await TryAsync(page, "forgetful");
        await page.GetByText("Name or password is not right.").WaitForAsync();
        var audit = (await product.Api.GetAsync("audit?action=signin&text=forgetful")).AsArray();
        Assert.Contains(audit, row => row!["entry"]!["action"]!.GetValue<string>() == "signin.locked");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_second_up_on_the_same_data_says_so_and_ends()
    {
        var (code, text) = await product.Product.UpAsync("--port", "1");
        Assert.NotEqual(0, code);
        Assert.Contains("already", text, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task TryAsync(IPage page, string name)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("wrong wrong wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
    }

    /// <summary>The QEMU process of a VM: the one whose command line names its uuid.</summary>
    private static int QemuOf(Guid vm) => Directory.EnumerateDirectories("/proc")
        .Select(directory => int.TryParse(Path.GetFileName(directory), out var pid) ? pid : 0)
        .Where(pid => pid > 0)
        .Single(pid => CommandLine(pid) is { } line && line.StartsWith("qemu-system", StringComparison.Ordinal) && line.Contains(vm.ToString("D"), StringComparison.Ordinal));

    private static string? CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
