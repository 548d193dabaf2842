using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Sessions;

/// <summary>All that the session planner looks at.</summary>
/// <param name="Session">The session.</param>
/// <param name="Module">The version of the module that it keeps.</param>
/// <param name="Vms">Its VMs, those that ended included.</param>
/// <param name="Idle">The idle rules that hold for it.</param>
/// <param name="LaunchDeadline">A launch that takes longer has failed.</param>
/// <param name="Now">The time.</param>
public sealed record SessionSnapshot(
    Session Session, Module Module, IReadOnlyList<Vm> Vms, IdleRules Idle, TimeSpan LaunchDeadline, DateTimeOffset Now);
