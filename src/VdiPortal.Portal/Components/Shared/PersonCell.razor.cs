using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>A person in a list.</summary>
public sealed partial class PersonCell
{
    /// <summary>The person's name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>What stands under it, or null.</summary>
    [Parameter]
    public string? Under { get; set; }
}
