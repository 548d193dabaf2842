using System.Text.Json;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Store.Tests.Support;

/// <summary>Sets the stage through the ports: people, modules, hosts, VMs and sessions.</summary>
internal sealed class Scene(TestStore store)
{
    public const string Machine = "desk";
    public const int VmMiB = 512;
    private int _number;

    public async Task<User> UserAsync(string? name = null, Role role = Role.User, bool disabled = false)
    {
        var user = new User(UserId.New(), name ?? $"user{++_number}", "Somebody", role, disabled, store.Time.Now, null);
        Assert.True(await store.Users.AddAsync(user, null, CancellationToken.None));
        return user;
    }

    public async Task<TemplateVersion> TemplateAsync(string? name = null, int version = 1, TemplateId? id = null)
    {
        var template = Template(name ?? $"template{++_number}", version, id);
        Assert.True(await store.Get<ITemplateStore>().AddAsync(template, CancellationToken.None));
        return template;
    }

    public static TemplateVersion Template(string name, int version = 1, TemplateId? id = null) => new(
        new TemplateVersionId(id ?? TemplateId.New(), version),
        name,
        "A desktop",
        "linux",
        "debian-12",
        2,
        VmMiB,
        "virtio",
        1280,
        800,
        new TemplateImage(new string('a', 64), "qcow2", 170_000_000),
        new TemplateImage(new string('b', 64), "raw", 40_000_000),
        null,
        "quiet",
        true,
        ["browser", "editor"],
        JsonElement.Parse("""{ "marker": "READY", "deadline": 60 }"""));

    public async Task<Module> ModuleAsync(
        Persistence persistence = Persistence.ResetsAtEnd, string? title = null, params string[] machines)
    {
        var template = await TemplateAsync();
        string[] names = machines.Length == 0 ? [Machine] : machines;
        var slug = $"module{++_number}";
        var module = new Module(
            ModuleId.New(), 1, slug, title ?? slug, "", "", null, persistence, [.. names.Select(name => new MachineDefinition(name, template.Id))], new PoolPolicy(2), null);
        Assert.NotNull(await store.Catalog.SaveAsync(module, 0, CancellationToken.None));
        return module;
    }

    public static HostRegistration Registration(string name = "host1", int slots = 4, int memoryMiB = 8192, string bootId = "boot-1") =>
        new(name, slots, memoryMiB, 8, "here", ["fast"], "0.1.0", "QEMU 7.2, TCG", "unix:/run/x", bootId, null);

    public async Task<HostConnection> HostAsync(string? name = null, int slots = 4, int memoryMiB = 8192, string bootId = "boot-1")
    {
        var registration = Registration(name ?? $"host{++_number}", slots, memoryMiB, bootId);
        return (await store.Hosts.RegisterAsync(registration, Guid.NewGuid(), CancellationToken.None)).Connection;
    }

    public SessionOpening Opening(User user, Module module, int places = 1, Guid? request = null) => new(
        SessionId.New(), request ?? Guid.NewGuid(), user.Id, null, module.Id, module.Version, module.Persistence, places, store.Time.Now);

    public async Task<Session> SessionAsync(Module module, User? user = null, int places = 1)
    {
        var opened = await store.Sessions.OpenAsync(Opening(user ?? await UserAsync(), module, places), CancellationToken.None);
        Assert.True(opened.IsNew);
        return opened.Session!;
    }

    public static VmDefinition Definition(HostConnection host, Module module, Session? session = null, string? machine = null, DesktopId? desktop = null) => new(
        VmId.New(),
        module.Id,
        module.Version,
        machine ?? module.Machines[0].Name,
        module.Machines[0].Template,
        host.HostId,
        session is null ? VmWish.Warm : VmWish.Run,
        session?.Id,
        desktop,
        VmMiB);

    public async Task<Vm> VmAsync(HostConnection host, Module module, Session? session = null, string? machine = null, DesktopId? desktop = null)
    {
        var result = await store.Vms.DefineAsync(Definition(host, module, session, machine, desktop), CancellationToken.None);
        Assert.Equal(DefineOutcome.Defined, result.Outcome);
        return result.Vm!;
    }

    public async Task<Vm> WarmVmAsync(HostConnection host, Module module, string? machine = null)
    {
        var vm = await VmAsync(host, module, machine: machine);
        return await ReportAsync(host, vm, PowerState.Paused);
    }

    public async Task<Vm> ReportAsync(HostConnection host, Vm vm, PowerState power, int progress = 100)
    {
        var report = new VmReport(vm.Id, vm.Generation, power, progress, null, null);
        return Assert.Single(await store.Vms.ApplyReportsAsync(host, [report], CancellationToken.None));
    }

    public Task<Vm?> ClaimAsync(Session session, Module module, string? machine = null, DesktopId? desktop = null) =>
        store.Vms.ClaimWarmAsync(
            session.Id, module.Id, module.Version, machine ?? module.Machines[0].Name, desktop, CancellationToken.None);

    public async Task<Session> EndAsync(Session session, SessionState state = SessionState.Ended) =>
        (await store.Sessions.UpdateAsync(session with { State = state, EndedAt = store.Time.Now }, CancellationToken.None))!;
}
