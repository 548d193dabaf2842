using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>Where one types what one looks for; the key / leads here.</summary>
public sealed partial class SearchBox
{
    /// <summary>What is being looked for.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Told at each letter.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What can be looked for, in words.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    private Task ChangeAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(change.Value?.ToString() ?? "");
}
