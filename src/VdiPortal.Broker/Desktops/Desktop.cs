using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Hosts;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Templates;

namespace VdiPortal.Broker.Desktops;

/// <summary>What a person keeps of a persistent module. At most one active VM uses it.</summary>
/// <param name="Id">Its id; also the name of its disk.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="ModuleId">The module.</param>
/// <param name="ModuleVersion">The version its disk was made with.</param>
/// <param name="Template">The template version its disk is an overlay of; never removed while the desktop lives.</param>
/// <param name="HomeHost">The host that has the disk; null before the first use.</param>
/// <param name="HasDisk">Whether a disk has ever been written; then it must be found again.</param>
/// <param name="CreatedAt">When it came to be.</param>
/// <param name="LastUsedAt">When it was last used.</param>
public sealed record Desktop(
    DesktopId Id,
    UserId UserId,
    ModuleId ModuleId,
    int ModuleVersion,
    TemplateVersionId Template,
    HostId? HomeHost,
    bool HasDisk,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt);
