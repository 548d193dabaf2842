using VdiPortal.E2E.Kit;

namespace VdiPortal.E2E.Tests;

/// <summary>The main job (A1 to A3, A5, A7, A8): sign in, launch, work, come back, end.</summary>
[Collection(ProductGroup.Name)]
public sealed class DesktopTests(ProductFixture product)
{
    private const string Clean = "Debian desktop";
    private const string Kept = "My Debian desktop";

    [Fact]
    public async Task What_a_learner_types_arrives_in_the_guest_and_a_reload_comes_back_to_the_same_desktop()
    {
        await product.Api.WaitForWarmAsync("debian", 1);
        var learner = await product.AddLearnerAsync();
        await learner.LaunchAsync(Clean);
        var vm = await learner.VmAsync();
        var guest = await learner.ProbeAsync();

        await learner.OpenTerminalAsync(guest);
        await learner.TypeAsync("echo typed-by-hand > ~/proof.txt\n");
        await guest.WaitForAsync("cat /home/student/proof.txt 2>/dev/null", text => text.Trim() == "typed-by-hand");

        await learner.Page.ReloadAsync();
        await learner.WaitForPictureAsync();
        Assert.Equal(vm, await learner.VmAsync());
        Assert.Equal("typed-by-hand", (await guest.RunAsync("cat /home/student/proof.txt")).Trim());

        await learner.EndAsync();
        await AssertGoneAsync(vm);
    }

    [Fact]
    public async Task A_clean_desktop_forgets_and_a_kept_one_remembers()
    {
        var learner = await product.AddLearnerAsync();
        await learner.LaunchAsync(Clean);
        await (await learner.ProbeAsync()).RunAsync("echo mine > /home/student/file.txt; sync");
        await learner.EndAsync();
        await learner.LaunchAsync(Clean);
        Assert.Equal("", await (await learner.ProbeAsync()).RunAsync("cat /home/student/file.txt 2>/dev/null"));
        await learner.EndAsync();

        await learner.LaunchAsync(Kept);
        await (await learner.ProbeAsync()).RunAsync("echo mine > /home/student/file.txt");
        await learner.EndAsync();
        await learner.LaunchAsync(Kept);
        Assert.Equal("mine\n", await (await learner.ProbeAsync()).RunAsync("cat /home/student/file.txt"));
        await learner.EndAsync();
    }

    [Fact]
    public async Task Two_learners_have_desktops_of_their_own_and_cannot_reach_the_other_one()
    {
        var ada = await product.AddLearnerAsync();
        var bob = await product.AddLearnerAsync();
        await ada.LaunchAsync(Clean);
        await bob.LaunchAsync(Clean);
        var vm = await ada.VmAsync();
        Assert.NotEqual(vm, await bob.VmAsync());

        Assert.Equal(404, await Consoles.TryOpenAsync(bob, vm));
        await bob.Page.GotoAsync($"/workspace/{ada.SessionId}");
        await bob.Page.GetByText("This desktop is not there").WaitForAsync();
        var audit = (await product.Api.GetAsync($"audit?text={vm}&outcome=Refused")).AsArray();
        Assert.Contains(audit, row => row!["entry"]!["actor"]!.GetValue<string>() == bob.Name);

        await ada.EndAsync();
        await product.Api.SendAsync(HttpMethod.Delete, $"sessions/{(await product.SessionOfAsync(bob.Name))["id"]}");
    }

    [Fact]
    public async Task Who_only_watches_cannot_type()
    {
        var learner = await product.AddLearnerAsync();
        await learner.LaunchAsync(Clean);
        var guest = await learner.ProbeAsync();
        await learner.OpenTerminalAsync(guest);

        var admin = await product.OpenAdminAsync();
        await admin.GotoAsync($"/workspace/{learner.SessionId}");
        await admin.WaitForFunctionAsync("() => window.vdi?.firstFrameAt > 0", null, new() { Timeout = 60_000 });
        await admin.GetByText($"Only watching {learner.Name}").WaitForAsync();
        await admin.Locator("#vdi-stage canvas").First.ClickAsync();
        await admin.Keyboard.TypeAsync("touch ~/forbidden\n", new() { Delay = 20 });

        // What the owner types afterwards arrives, so what the watcher typed would have arrived before it.
        await learner.Page.Locator("#vdi-stage canvas").First.ClickAsync();
        await learner.TypeAsync("touch ~/allowed\n");
        await guest.WaitForAsync("ls /home/student", text => text.Contains("allowed"));
        Assert.DoesNotContain("forbidden", await guest.RunAsync("ls /home/student"));

        // Not only the page: a key on a raw view connection closes it.
        Assert.True(await Consoles.IsClosedByKeyAsync(admin, await learner.VmAsync()));
        await admin.Context.CloseAsync();
        await learner.EndAsync();
    }

    private async Task AssertGoneAsync(Guid vm)
    {
        await ApiClient.WaitAsync("the slot is free", async () =>
            (await product.Api.GetAsync("vms")).AsArray().All(item => item!["id"]!.GetValue<Guid>() != vm));
        Assert.False(File.Exists(Path.Combine(product.Product.Data, "overlays", $"{vm:D}.qcow2")));
        Assert.False(Directory.Exists(Path.Combine(product.Product.RunDirectory, $"{vm:D}")));
    }
}
