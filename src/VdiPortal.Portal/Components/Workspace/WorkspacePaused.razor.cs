using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>Lies over the screen of a paused session.</summary>
public sealed partial class WorkspacePaused
{
    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public SessionDetail Detail { get; set; } = null!;

    /// <summary>Whether it belongs to the person who looks.</summary>
    [Parameter]
    public bool Mine { get; set; }

    /// <summary>Whether it is being woken.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Told when it shall go on.</summary>
    [Parameter]
    public EventCallback OnContinue { get; set; }
}
