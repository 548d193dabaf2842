using Microsoft.Extensions.DependencyInjection;
using VdiPortal.Broker;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Settings;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Gateway.Tests.Fakes;

/// <summary>What the gateway knows of an installation: one host, two people, an administrator, and Anna's running VM.</summary>
internal sealed class World
{
    public static readonly Principal Anna = Person("anna", Role.User);
    public static readonly Principal Bert = Person("bert", Role.User);
    public static readonly Principal Root = Person("root", Role.Admin);

    public World()
    {
        HostId = HostId.New();
        VmId = AddVm(Anna, PowerState.Running);
    }

    public FakeVms Vms { get; } = new();

    public FakeSessions Sessions { get; } = new();

    public FakeHosts Hosts { get; } = new();

    public FakeConsoles Consoles { get; } = new();

    public FakeAuditLog Audit { get; } = new();

    public FakeSettings Settings { get; } = new();

    public FakeFeed Feed { get; } = new();

    public FakeTokens Tokens { get; } = new();

    public HostId HostId { get; }

    /// <summary>Anna's running VM.</summary>
    public VmId VmId { get; }

    /// <summary>The person of a sign-in cookie; null for nobody.</summary>
    public static Principal? Identify(string? cookie) => new[] { Anna, Bert, Root }.SingleOrDefault(person => person.UserName == cookie);

    /// <summary>Adds the broker over the fakes.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IVmStore>(Vms).AddSingleton<ISessionStore>(Sessions).AddSingleton<IHostStore>(Hosts).AddSingleton<IConsoleStore>(Consoles);
        services.AddSingleton<IAuditLog>(Audit).AddSingleton<ISettingStore>(Settings).AddSingleton<IChangeFeed>(Feed);
        services.AddSingleton<IConsoleTokenIssuer>(Tokens).AddSingleton(ReplicaIdentity.New());
        services.AddSingleton<SettingService>().AddSingleton<ConsoleService>();
    }

    /// <summary>A VM of a running session of this person.</summary>
    public VmId AddVm(Principal owner, PowerState power)
    {
        var now = DateTimeOffset.UnixEpoch;
        var session = new Session(
            SessionId.New(), owner.UserId, owner.UserName, ModuleId.New(), 1, "Desktop", SessionState.Running, LaunchStage.Running, 100, null, null,
            LaunchTrace.Empty, now, now, now, null, 1);
        var vm = new Vm(
            VmId.New(), session.ModuleId, 1, "main", new TemplateVersionId(new TemplateId(Guid.NewGuid()), 1), new SlotId(HostId, 0), power, VmWish.Run, 7,
            session.Id, null, 100, 512, null, now, now, now);
        (Sessions.All[session.Id], Vms.All[vm.Id]) = (session, vm);
        return vm.Id;
    }

    /// <summary>Says where the host's console endpoint is.</summary>
    public void PlaceHost(string endpoint) => Hosts.All[HostId] = new VmHost(
        HostId, "vir-host-7", HostState.Online, 4, 1, 4_096, 512, 2, "Bonn", [], "1", "QEMU", endpoint, "boot", 0, 0, DateTimeOffset.UnixEpoch, null);

    private static Principal Person(string name, Role role) => new(new UserId(Guid.NewGuid()), name, role, new SignInId(Guid.NewGuid()), "127.0.0.1");
}
