using System.Text.Json;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Templates;
using VdiPortal.Portal.Tests.Support;

namespace VdiPortal.Portal.Tests.Lifecycle;

/// <summary>Real machines that are kept at an earlier ready point: who launches one waits until all of it is there (requirement B3).</summary>
[Collection(RealMachines.Name)]
public sealed class EarlyPointTests
{
    [Fact]
    public async Task A_desktop_kept_before_its_system_boots_on_when_it_is_launched_and_runs_once_it_is_ready()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await AddModuleAsync(portal, template => template);
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
        await KeepBeforeSystemAsync(admin, module);

        var session = await ada.LaunchAsync(module);

        Assert.Equal("BeforeOs", await StageAsync(admin, await ada.VmOfAsync(session)));
        await Screens.MoveAsync(ada, session);
    }

    [Fact]
    public async Task One_that_never_gets_ready_is_never_said_to_run_and_its_launch_says_why()
    {
        await using var portal = await TestPortal.StartAsync();
        var module = await AddModuleAsync(portal, template => template with { Ready = Scene.NeverReady(deadlineSeconds: 3) });
        var (ada, admin) = (await portal.AddPersonAsync("ada"), await portal.AddPersonAsync("boss", Role.Admin));
        await KeepBeforeSystemAsync(admin, module);

        var (_, body) = await ada.TryLaunchAsync(module);
        var session = await ada.UntilAsync(body["id"]!.GetValue<Guid>(), "Failed");

        Assert.Equal("NotReadyInTime", session["failure"]!.GetValue<string>());
        Assert.Null(session["runningAt"]);
    }

    private static async Task<Module> AddModuleAsync(TestPortal portal, Func<TemplateVersion, TemplateVersion> change)
    {
        var firmware = JsonSerializer.SerializeToElement(new { all = new[] { new { kind = "firmware" } }, deadlineSeconds = 60 });
        return await portal.AddModuleAsync(await portal.AddTemplateAsync(change: template => change(template with { BeforeOs = firmware })), "painting");
    }

    private static async Task KeepBeforeSystemAsync(Person admin, Module module)
    {
        using var answer = await admin.SendAsync(HttpMethod.Patch, $"modules/{module.Id}", new { pool = new { min = 1, max = 1, point = "BeforeOs" } });
        answer.EnsureSuccessStatusCode();
        await Pools.UntilWarmAsync(admin, module, 1);
    }

    private static async Task<string> StageAsync(Person admin, Guid vm) =>
        (await admin.GetAsync("vms")).AsArray().Single(item => item!["id"]!.GetValue<Guid>() == vm)!["stage"]!.GetValue<string>();
}
