using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Bench.Consoles;

/// <summary>The rows that the gateway finds: one person's running session with one VM on one host.</summary>
internal sealed class ConsoleScene
{
    private const int MemoryMiB = 384;

    /// <summary>Makes them.</summary>
    /// <param name="consoleSocket">Where the host's console endpoint listens.</param>
    public ConsoleScene(string consoleSocket)
    {
        var now = TimeProvider.System.GetUtcNow();
        Host = new VmHost(
            new HostId(Guid.NewGuid()), "bench", HostState.Online, 1, 1, MemoryMiB, MemoryMiB, 1, "", [], "", "", $"unix:{consoleSocket}", "", 0, 0, now, null);
        Session = new Session(
            SessionId.New(), Who.UserId, Who.UserName, ModuleId.New(), 1, "Desktop", SessionState.Running, LaunchStage.Running, 100, null, null,
            LaunchTrace.Empty, now, now, now, null, 1);
        Vm = new Vm(
            VmId.New(), Session.ModuleId, 1, "desktop", new TemplateVersionId(TemplateId.New(), 1), new SlotId(Host.Id, 1), PowerState.Running, VmWish.Run,
            1, Session.Id, null, 100, MemoryMiB, null, now, now, now);
    }

    /// <summary>The person.</summary>
    public Principal Who { get; } = new(new UserId(Guid.NewGuid()), "learner", Role.User, null, "127.0.0.1");

    /// <summary>The host.</summary>
    public VmHost Host { get; }

    /// <summary>The session.</summary>
    public Session Session { get; }

    /// <summary>The VM.</summary>
    public Vm Vm { get; }
}
