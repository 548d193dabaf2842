using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>Picks a line of a list.</summary>
public sealed partial class PickBox
{
    /// <summary>Which line, in words.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Whether it is picked.</summary>
    [Parameter]
    public bool Picked { get; set; }

    /// <summary>Told when that changes.</summary>
    [Parameter]
    public EventCallback<bool> PickedChanged { get; set; }

    private Task ChangeAsync(ChangeEventArgs change) => PickedChanged.InvokeAsync(change.Value is true);
}
