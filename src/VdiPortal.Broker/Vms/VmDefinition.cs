using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Vms;

/// <summary>A VM that shall be made on a host.</summary>
/// <param name="Id">Its id, chosen by the caller so that a repeated call makes no second VM.</param>
/// <param name="ModuleId">The module.</param>
/// <param name="ModuleVersion">Its version.</param>
/// <param name="MachineName">Which machine of the module.</param>
/// <param name="Template">The template version.</param>
/// <param name="HostId">The host that placement chose.</param>
/// <param name="Wish"><see cref="VmWish.Warm"/> for a pool, <see cref="VmWish.Run"/> for a session.</param>
/// <param name="SessionId">The session, or null for a pool.</param>
/// <param name="DesktopId">The kept desktop, or null.</param>
/// <param name="ReservedMiB">Memory to reserve on the host, in MiB.</param>
public sealed record VmDefinition(
    VmId Id,
    ModuleId ModuleId,
    int ModuleVersion,
    string MachineName,
    TemplateVersionId Template,
    HostId HostId,
    VmWish Wish,
    SessionId? SessionId,
    DesktopId? DesktopId,
    int ReservedMiB)
{
    /// <summary>At which ready point it is kept warm.</summary>
    public ReadyStage Stage { get; init; } = ReadyStage.AfterServices;
}
