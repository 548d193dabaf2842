using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Home;

/// <summary>Chooses one category of modules, or all.</summary>
public sealed partial class CategoryFilter
{
    /// <summary>What there is to choose from.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Categories { get; set; } = [];

    /// <summary>The chosen one; empty for all.</summary>
    [Parameter]
    public string Chosen { get; set; } = "";

    /// <summary>Told when another is chosen.</summary>
    [Parameter]
    public EventCallback<string> ChosenChanged { get; set; }

    private string Pressed(string category) => category == Chosen ? "true" : "false";
}
