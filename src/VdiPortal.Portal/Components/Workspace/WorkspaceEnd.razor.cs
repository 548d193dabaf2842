using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>A session that is over: why, and what one can do.</summary>
public sealed partial class WorkspaceEnd
{
    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public Session Session { get; set; } = null!;

    /// <summary>Whether the person who looks may launch it again.</summary>
    [Parameter]
    public bool CanRelaunch { get; set; }

    /// <summary>Whether it is being launched again.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Why launching it again did not work: <c>Busy</c>, <c>Gone</c>, <c>Failed</c>; null when nothing was tried.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>Told when it shall be launched again.</summary>
    [Parameter]
    public EventCallback OnRelaunch { get; set; }

    private bool IsBad => Session.State == SessionState.Failed;

    private string? Reason => Session.Failure is { } failure ? $"{Words.Happened(failure.Code)} {Words.ToDo(failure.Code)}" : null;
}
