using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>A small drawing that stands beside words; never instead of them.</summary>
public sealed partial class Icon
{
    /// <summary>Which one: see <c>IconPaths</c>.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Width and height in pixels.</summary>
    [Parameter]
    public int Size { get; set; } = 18;
}
