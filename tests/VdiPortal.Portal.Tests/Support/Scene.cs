using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Hypervisor.Images;
using VdiPortal.Portal.Examples;
using VdiPortal.TestKit.Guests;

namespace VdiPortal.Portal.Tests.Support;

/// <summary>Puts people, templates and modules into a portal.</summary>
internal static class Scene
{
    public const string Password = "calm green orchard";

    private static readonly Principal Anybody = new(UserId.New(), "scene", Role.Admin, null, "test");

    /// <summary>An account with an access token.</summary>
    public static async Task<Person> AddPersonAsync(this TestPortal portal, string name, Role role = Role.User)
    {
        var made = await portal.Services.GetRequiredService<UserService>().CreateAsync(Anybody, name, "", role, Password, CancellationToken.None);
        var who = new Principal(made.User!.Id, name, role, null, "test");
        var token = await portal.Services.GetRequiredService<ApiTokenService>().CreateAsync(who, "tests", TimeSpan.FromDays(1), CancellationToken.None);
        return new Person(portal, who, token!.Value.Secret);
    }

    /// <summary>The paint guest as a template, changed as the test wants.</summary>
    public static async Task<TemplateVersion> AddTemplateAsync(this TestPortal portal, string name = "paint", Func<TemplateVersion, TemplateVersion>? change = null)
    {
        var guest = BuiltGuest.Paint;
        var file = await TemplateFile.ReadAsync(guest.Directory, CancellationToken.None);
        var imported = await portal.Services.GetRequiredService<IImageStore>().ImportAsync(Path.Combine(guest.Directory, file.Disk), "qcow2");
        Assert.True(imported.Succeeded, imported.Failure?.Message);
        var image = new TemplateImage(imported.Value.Image.Sha256, imported.Value.Image.Format, imported.Value.FileBytes);
        var template = new TemplateVersion(
            new TemplateVersionId(TemplateId.New(), 1), name, file.Title, file.Os, file.OsVersion, file.Cpus, file.MemoryMiB, file.Video, file.Width, file.Height,
            image, null, null, null, false, [], file.Ready);
        template = change?.Invoke(template) ?? template;
        await portal.Services.GetRequiredService<ITemplateStore>().AddAsync(template, CancellationToken.None);
        return template;
    }

    /// <summary>A module that everyone may launch.</summary>
    public static async Task<Module> AddModuleAsync(
        this TestPortal portal, TemplateVersion template, string slug, int warm = 0, Persistence persistence = Persistence.ResetsAtEnd, IdleRules? idle = null)
    {
        var catalog = portal.Services.GetRequiredService<ICatalogStore>();
        var module = new Module(
            ModuleId.New(), 1, slug, $"The {slug}", "", "", null, persistence, [new MachineDefinition("desktop", template.Id)], new PoolPolicy(warm), idle);
        var saved = await catalog.SaveAsync(module, 0, CancellationToken.None);
        await catalog.SaveRuleAsync(new AccessRule(Guid.CreateVersion7(), module.Id, AccessSubject.Everyone, null, null, null), CancellationToken.None);
        portal.Services.GetRequiredService<PoolSignal>().Raise();
        return saved!;
    }

    /// <summary>Carries out what the state of a session asks for now, as the loop does every two seconds.</summary>
    public static Task RoundAsync(this TestPortal portal, Guid session) =>
        portal.Services.GetRequiredService<SessionSettler>().SettleAsync(new SessionId(session), CancellationToken.None);

    /// <summary>A ready criterion that the paint guest never meets.</summary>
    public static JsonElement NeverReady(int deadlineSeconds = 1) => JsonSerializer.SerializeToElement(new
    {
        all = new[] { new { kind = "marker", channel = "serial", text = "READY never" } }, deadlineSeconds,
    });
}
