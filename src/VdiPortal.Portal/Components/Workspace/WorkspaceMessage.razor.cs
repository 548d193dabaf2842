using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>A calm page with one thing to say.</summary>
public sealed partial class WorkspaceMessage
{
    /// <summary>Name of the drawing, or null.</summary>
    [Parameter]
    public string? Icon { get; set; }

    /// <summary>Colour of the drawing: <c>bad</c>, <c>good</c> or none.</summary>
    [Parameter]
    public string? Tone { get; set; }

    /// <summary>What is so.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What to know about it.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>Whether something is going on whose end cannot be told.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>What one can do.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
