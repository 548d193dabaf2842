using System.Net;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>What bad luck gets: a reason that says what to do, and the slot comes back (requirements A3, A8, B7).</summary>
[Collection(RealMachines.Name)]
public sealed class BadLuckTests
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_machine_killed_from_outside_is_shown_within_five_seconds_and_replaced()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
        await Pools.UntilWarmAsync(admin, module, 1);
        var session = await ada.LaunchAsync(module);
        var vm = await ada.VmOfAsync(session);
        await Pools.UntilWarmAsync(admin, module, 1);

        Processes.Kill(Processes.QemuOf(vm));

        Assert.Equal("VmEnded", await FailureOfAsync(ada, session, Shown));
        await Pools.UntilGoneAsync(admin, vm);
        Assert.Empty(Traces.Of(portal, vm));
        var again = await ada.LaunchAsync(module);
        Assert.NotEqual(vm, await ada.VmOfAsync(again));
        await Pools.UntilWarmAsync(admin, module, 1);
    }

    [Fact]
    public async Task A_warm_machine_killed_from_outside_is_replaced()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1);
        var admin = await portal.AddPersonAsync("boss", Role.Admin);
        await Pools.UntilWarmAsync(admin, module, 1);
        var vm = (await admin.GetAsync("vms"))[0]!["id"]!.GetValue<Guid>();

        Processes.Kill(Processes.QemuOf(vm));

        await Pools.UntilGoneAsync(admin, vm);
        await Pools.UntilWarmAsync(admin, module, 1);
    }

    [Fact]
    public async Task A_broken_template_backs_off_with_a_reason_and_disturbs_no_other_pool()
    {
        await using var portal = await TestPortal.StartAsync();
        var broken = await portal.AddTemplateAsync("broken", template => template with { Ready = Scene.NeverReady() });
        var (bad, good) = (await portal.AddModuleAsync(broken, "broken", warm: 1), await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1));
        var admin = await portal.AddPersonAsync("boss", Role.Admin);

        await Pools.UntilShortAsync(admin, bad, "BackingOff");

        var pool = (await admin.GetAsync("pools")).AsArray().Single(pool => pool!["moduleId"]!.GetValue<Guid>() == bad.Id.Value)!;
        Assert.NotNull(pool["retryAt"]);
        await Pools.UntilWarmAsync(admin, good, 1);
        var audit = (await admin.GetAsync("audit?action=vm")).AsArray();
        Assert.Contains(audit, row => row!["entry"]!["detail"]?.GetValue<string>() == "NotReadyInTime");
        await Patience.UntilAsync("only the good pool holds a slot", async () => (await admin.GetAsync("hosts"))[0]!["usedSlots"]!.GetValue<int>() == 1);
    }

    [Fact]
    public async Task Without_a_free_slot_the_launch_says_so_and_works_once_there_is_one()
    {
        await using var portal = await TestPortal.StartAsync(new TestPortalOptions { Slots = 1 });
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting");
        var (ada, bob) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("bob"));
        var admin = await portal.AddPersonAsync("boss", Role.Admin);
        var first = await ada.LaunchAsync(module);

        await RefusedAsync(bob, module, "NoFreeSlot");

        await ada.SendAsync(HttpMethod.Delete, $"sessions/{first}");
        await Pools.UntilEmptyAsync(admin);
        await bob.LaunchAsync(module);
    }

    [Fact]
    public async Task An_image_that_was_altered_on_disk_is_not_started()
    {
        await using var portal = await TestPortal.StartAsync();
        var template = await portal.AddTemplateAsync();
        var module = await portal.AddModuleAsync(template, "painting");
        var image = Path.Combine(portal.Data, "images", template.Disk.Sha256);
        await Processes.RunAsync("chmod", "u+w", image);
        await using (var file = new FileStream(image, FileMode.Open, FileAccess.Write))
        {
            file.Position = file.Length - 1;
            file.WriteByte(0x55);
        }

        await FailsAsync(portal, module, "ImageAltered");
    }

    [Fact]
    public async Task An_image_that_is_missing_is_named_as_such()
    {
        await using var portal = await TestPortal.StartAsync();
        var template = await portal.AddTemplateAsync(change: template => template with { Disk = template.Disk with { Sha256 = new string('a', 64) } });

        await FailsAsync(portal, await portal.AddModuleAsync(template, "painting"), "ImageMissing");
    }

    [Fact]
    public async Task A_guest_that_does_not_become_ready_fails_its_launch()
    {
        await using var portal = await TestPortal.StartAsync();
        var template = await portal.AddTemplateAsync(change: template => template with { Ready = Scene.NeverReady() });

        await FailsAsync(portal, await portal.AddModuleAsync(template, "painting"), "NotReadyInTime");
    }

    [Fact]
    public async Task Without_QEMU_a_launch_is_refused_and_administrators_read_what_to_install()
    {
        await using var portal = await TestPortal.StartAsync(new TestPortalOptions { Settings = ["Vdi:Qemu:Binary=qemu-that-is-not-there"] });
        var module = await portal.AddModuleAsync(await portal.AddTemplateAsync(), "painting", warm: 1);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));

        await RefusedAsync(ada, module, "HostNotReady");

        Assert.Contains("apt install qemu-system-x86", (await admin.GetAsync("hosts"))[0]!["problem"]!.GetValue<string>(), StringComparison.Ordinal);
        await Pools.UntilShortAsync(admin, module, "HostNotReady");
        await Pools.UntilEmptyAsync(admin);
    }

    private static async Task RefusedAsync(Person person, Broker.Catalog.Module module, string code)
    {
        var (status, body) = await person.TryLaunchAsync(module);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, code), (status, body["code"]!.GetValue<string>()));
        Assert.NotEqual(code, body["detail"]!.GetValue<string>());
    }

    /// <summary>The launch begins, then fails for this reason, and nothing of it is left.</summary>
    private static async Task FailsAsync(TestPortal portal, Broker.Catalog.Module module, string code)
    {
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
        var session = await ada.BeginAsync(module);
        Assert.Equal(code, await FailureOfAsync(ada, session));
        await Pools.UntilEmptyAsync(admin);
        Assert.Empty(Processes.With(portal.Run));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(portal.Data, "overlays")));
    }

    private static async Task<string?> FailureOfAsync(Person person, Guid session, TimeSpan? limit = null)
    {
        string? failure = null;
        await Patience.UntilAsync("the session has failed", async () =>
        {
            var now = (await person.GetAsync($"sessions/{session}"))["session"]!;
            failure = now["failure"]?.GetValue<string>();
            return now["state"]!.GetValue<string>() == "Failed";
        }, limit);
        return failure;
    }
}
