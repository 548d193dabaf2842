using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Pools;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Tests;

/// <summary>Makes the things that sentences are about; each names only what matters to it.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly TemplateVersionId Template = new(TemplateId.New(), 1);
    public static readonly ModuleId ModuleId = ModuleId.New();

    public static Module Module(Persistence persistence = Persistence.ResetsAtEnd, int warm = 2, int version = 1, params string[] machines) => new(
        ModuleId, version, "debian", "Debian", "", "", null, persistence,
        [.. (machines.Length == 0 ? ["desktop"] : machines).Select(name => new MachineDefinition(name, Template))], new PoolPolicy(warm), null);

    public static Session Session(
        SessionState state = SessionState.Starting, DateTimeOffset? requested = null, DateTimeOffset? lastInput = null, DateTimeOffset? running = null) => new(
        SessionId.New(), UserId.New(), "ada", ModuleId, 1, "Debian", state, LaunchStage.Queued, 0, null, null, LaunchTrace.Empty,
        requested ?? Noon, running ?? (state == SessionState.Starting ? null : Noon), lastInput ?? Noon, null, 1);

    public static Vm Vm(
        PowerState power = PowerState.Paused, VmWish wish = VmWish.Warm, HostId? host = null, SessionId? session = null, int version = 1,
        string machine = "desktop", Failure? failure = null, int progress = 0, DateTimeOffset? created = null, ModuleId? module = null) => new(
        VmId.New(), module ?? ModuleId, version, machine, Template, new SlotId(host ?? default, 0), power, wish, 1, session, null, progress, 480, failure,
        created ?? Noon, power >= PowerState.Ready ? created ?? Noon : null, session is null ? null : Noon);

    public static VmHost Host(
        string name = "h1", int slots = 10, int used = 0, int memory = 16_000, int reserved = 0, HostState state = HostState.Online,
        double cpu = 0, string? problem = null, HostId? id = null) => new(
        id ?? HostId.New(), name, state, slots, used, memory, reserved, 4, "", [], "1", "QEMU", "unix:/x", "boot", cpu, 1, Noon, problem);
}
