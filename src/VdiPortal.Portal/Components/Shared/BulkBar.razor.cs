using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>What can be done with all picked lines of a list.</summary>
public sealed partial class BulkBar
{
    /// <summary>How many are picked.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>The buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Told when nothing shall be picked any more.</summary>
    [Parameter]
    public EventCallback OnClear { get; set; }
}
