using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Desktops;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Vms;

/// <summary>One virtual machine in a slot, as the database knows it.</summary>
/// <param name="Id">Its name everywhere.</param>
/// <param name="ModuleId">The module it was made for.</param>
/// <param name="ModuleVersion">The version of that module.</param>
/// <param name="MachineName">Which machine of the module it is.</param>
/// <param name="Template">The template version it was made from.</param>
/// <param name="Slot">Where it lives.</param>
/// <param name="Power">Last reported state.</param>
/// <param name="Wish">What it shall become.</param>
/// <param name="Generation">Fencing number, raised by every claim or change of the wish.</param>
/// <param name="SessionId">The session that has claimed it, if any.</param>
/// <param name="DesktopId">The desktop whose disk it uses, if any.</param>
/// <param name="Progress">Per cent of the present stage, 0..100.</param>
/// <param name="ReservedMiB">Host memory promised to it.</param>
/// <param name="Failure">Why it failed, if it did.</param>
/// <param name="CreatedAt">When it was defined.</param>
/// <param name="ReadyAt">When it met its ready criterion.</param>
/// <param name="ClaimedAt">When a session took it.</param>
public sealed record Vm(
    VmId Id,
    ModuleId ModuleId,
    int ModuleVersion,
    string MachineName,
    TemplateVersionId Template,
    SlotId Slot,
    PowerState Power,
    VmWish Wish,
    long Generation,
    SessionId? SessionId,
    DesktopId? DesktopId,
    int Progress,
    int ReservedMiB,
    Failure? Failure,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReadyAt,
    DateTimeOffset? ClaimedAt)
{
    /// <summary>At which ready point it is kept warm. Whoever claims it before the last one waits until the whole ready criterion holds.</summary>
    public ReadyStage Stage { get; init; } = ReadyStage.AfterServices;
}
