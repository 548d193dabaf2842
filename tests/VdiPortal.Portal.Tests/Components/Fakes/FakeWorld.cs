using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Components.Fakes;

/// <summary>An installation in memory: the broker is real, its ports are not.</summary>
public sealed class FakeWorld
{
    public FakeWorld(TimeProvider time)
    {
        Time = time;
        Users = new FakeUsers(Gate);
        SignIns = new FakeSignIns(Gate, Users, Feed);
        Tokens = new FakeApiTokens(Gate);
        Settings = new FakeSettings(Gate);
        Audit = new FakeAuditLog(Gate, time);
        Consoles = new FakeConsoles(Gate, Feed);
        Desktops = new FakeDesktops(Gate);
        Vms = new FakeVms(Gate, Feed, time);
        Catalog = new FakeCatalog(Gate, Feed, Vms);
        Hosts = new FakeHosts(Gate, Feed, Vms);
        Sessions = new FakeSessions(Gate, Feed, Users, Desktops, id => Modules.GetValueOrDefault(id));
    }

    public TimeProvider Time { get; }

    public FakeGate Gate { get; } = new();

    public FakeFeed Feed { get; } = new();

    public FakeUsers Users { get; }

    public FakeSignIns SignIns { get; }

    public FakeApiTokens Tokens { get; }

    public FakeSettings Settings { get; }

    public FakeAuditLog Audit { get; }

    public FakeConsoles Consoles { get; }

    public FakeDesktops Desktops { get; }

    public FakeVms Vms { get; }

    public FakeCatalog Catalog { get; }

    public FakeHosts Hosts { get; }

    public FakeSessions Sessions { get; }

    public FakeTemplates Templates { get; } = new();

    public FakeSetupCodes Codes { get; } = new();

    public FakeLink Link { get; } = new();

    public Dictionary<ModuleId, Module> Modules { get; } = [];

    public IServiceCollection AddTo(IServiceCollection services) => services
        .AddSingleton(this)
        .AddSingleton(Time)
        .AddSingleton<IChangeFeed>(Feed)
        .AddSingleton<IUserStore>(Users)
        .AddSingleton<ISignInStore>(SignIns)
        .AddSingleton<IApiTokenStore>(Tokens)
        .AddSingleton<ISetupCodeStore>(Codes)
        .AddSingleton<ISettingStore>(Settings)
        .AddSingleton<IAuditLog>(Audit)
        .AddSingleton<IConsoleStore>(Consoles)
        .AddSingleton<IDesktopStore>(Desktops)
        .AddSingleton<IVmStore>(Vms)
        .AddSingleton<ICatalogStore>(Catalog)
        .AddSingleton<IHostStore>(Hosts)
        .AddSingleton<ISessionStore>(Sessions)
        .AddSingleton<ITemplateStore>(Templates)
        .AddSingleton<ILeaseStore, FakeLeases>()
        .AddSingleton<IHostLink>(Link);

    public async Task<User> AddUserAsync(string name, string displayName, Role role, string password = "correct horse battery")
    {
        var user = new User(UserId.New(), name, displayName, role, false, Time.GetUtcNow().AddDays(-3), Time.GetUtcNow().AddHours(-2));
        await Users.AddAsync(user, new PasswordHasher<User>().HashPassword(user, password), CancellationToken.None);
        return user;
    }

    public async Task<TemplateVersionId> AddTemplateAsync(string name, int memoryMiB = 384)
    {
        var id = new TemplateVersionId(TemplateId.New(), 1);
        var image = new TemplateImage(new string('a', 64), "qcow2", 162_000_000);
        var template = new TemplateVersion(
            id, name, name, "linux", "debian-12", 2, memoryMiB, "virtio", 1280, 800, image, null, null, null, true, [], JsonSerializer.SerializeToElement(new { }));
        await Templates.AddAsync(template, CancellationToken.None);
        return id;
    }

    public async Task<Module> AddModuleAsync(Module module)
    {
        var saved = await Catalog.SaveAsync(module with { Version = 0 }, 0, CancellationToken.None);
        return Modules[module.Id] = saved!;
    }

    public async Task<Module> AddModuleAsync(
        string title, string summary, Persistence persistence, TemplateVersionId template, int warm = 2, string category = "", string? slug = null, string? picture = null, params string[] machines) =>
        await AddModuleAsync(new Module(
            ModuleId.New(), 0, slug ?? title.ToLowerInvariant().Replace(' ', '-'), title, summary, category, picture, persistence,
            [.. (machines.Length == 0 ? ["desktop"] : machines).Select(name => new MachineDefinition(name, template))], new PoolPolicy(warm), null));

    public VmHost AddHost(string name, int slots, HostState state = HostState.Online, double cpu = 12, string? problem = null)
    {
        var host = new VmHost(
            HostId.New(), name, state, slots, 0, slots * 600, 0, 16, "main", [], "0.1.0", "QEMU 7.2.22, TCG", "unix:/nowhere", "boot", cpu, 212_000_000_000, Time.GetUtcNow().AddSeconds(-4), problem);
        return Hosts.All[host.Id] = host;
    }

    public Vm AddVm(VmHost host, Module module, int slot, PowerState power, SessionId? session = null, int progress = 0, string? machine = null, Failure? failure = null)
    {
        var now = Time.GetUtcNow();
        var wish = session is null ? VmWish.Warm : power == PowerState.Paused ? VmWish.Pause : VmWish.Run;
        return Vms.Put(new Vm(
            VmId.New(), module.Id, module.Version, machine ?? module.Machines[0].Name, module.Machines[0].Template, new SlotId(host.Id, slot), power, wish, 1, session, null, progress, 480,
            failure, now.AddMinutes(-9), now.AddMinutes(-8), session is null ? null : now.AddMinutes(-7)));
    }

    public Session AddSession(User user, Module module, SessionState state, LaunchStage stage = LaunchStage.Running, int progress = 100, Failure? failure = null, TimeSpan? idle = null)
    {
        var now = Time.GetUtcNow();
        var active = state is SessionState.Starting or SessionState.Running or SessionState.Paused;
        var session = new Session(
            SessionId.New(), user.Id, user.Name, module.Id, module.Version, module.Title, state, stage, progress, null, failure,
            new LaunchTrace(true, 8.2, 41.6, 58.3, 131.4), now.AddMinutes(-12), state == SessionState.Starting ? null : now.AddMinutes(-12), now - (idle ?? TimeSpan.FromMinutes(3)),
            active ? null : now.AddMinutes(-1), 5);
        Sessions.Put(session);
        return session;
    }
}
