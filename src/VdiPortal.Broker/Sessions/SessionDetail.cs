using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Broker.Sessions;

/// <summary>A session with all that its workspace shows.</summary>
/// <param name="Session">The session.</param>
/// <param name="Module">The version of the module that it keeps; null only if that was removed.</param>
/// <param name="Vms">Its VMs.</param>
/// <param name="PausesAt">When it will be paused if nobody does anything.</param>
/// <param name="EndsAt">When it will be ended if nobody does anything.</param>
public sealed record SessionDetail(
    Session Session, Module? Module, IReadOnlyList<Vm> Vms, DateTimeOffset PausesAt, DateTimeOffset EndsAt);
