using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>A line (or some lines) of text with its label, its hint and what is wrong with it.</summary>
public sealed partial class TextField
{
    private readonly string _id = $"field-{Guid.NewGuid():N}";
    private readonly string _list = $"list-{Guid.NewGuid():N}";
    private readonly string _below = $"note-{Guid.NewGuid():N}";

    /// <summary>What it is.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The text.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Told at each letter.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What to know about it.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What is wrong with it, or null.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Type of the input element.</summary>
    [Parameter]
    public string Type { get; set; } = "text";

    /// <summary>What the browser may fill in.</summary>
    [Parameter]
    public string Autocomplete { get; set; } = "off";

    /// <summary>Most characters.</summary>
    [Parameter]
    public int Max { get; set; } = 100;

    /// <summary>Lines; more than one for a longer text.</summary>
    [Parameter]
    public int Rows { get; set; } = 1;

    /// <summary>What may be meant, offered while one types; null for none.</summary>
    [Parameter]
    public IReadOnlyList<string>? Suggestions { get; set; }

    private string? Below => Error ?? Hint;

    private Task ChangeAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(change.Value?.ToString() ?? "");
}
