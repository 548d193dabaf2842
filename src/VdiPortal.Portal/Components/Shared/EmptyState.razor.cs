using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>Stands where a list has nothing to show, and says what to do next.</summary>
public sealed partial class EmptyState
{
    /// <summary>Name of the drawing.</summary>
    [Parameter]
    public string Icon { get; set; } = "search";

    /// <summary>What is so.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What to do.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>Whether it is all that the page has, so that its title is the page's heading.</summary>
    [Parameter]
    public bool IsPage { get; set; }

    /// <summary>A button, if there is something to press.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
