using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>A session that is still starting, with its progress.</summary>
public sealed partial class WorkspaceStart
{
    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public Session Session { get; set; } = null!;

    /// <summary>Told when it is not wanted any more.</summary>
    [Parameter]
    public EventCallback OnEnd { get; set; }

    private bool HasProgress => Session is { Stage: LaunchStage.Copying or LaunchStage.Booting, Progress: > 0 };
}
