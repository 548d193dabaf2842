using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>One of a few, with its label.</summary>
/// <typeparam name="TChoice">What is chosen.</typeparam>
public sealed partial class ChoiceField<TChoice>
{
    private readonly string _id = $"field-{Guid.NewGuid():N}";

    /// <summary>What it is.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Whether the label is for screen readers only.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    /// <summary>What there is to choose from.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(TChoice Value, string Text)> Choices { get; set; } = [];

    /// <summary>The chosen one.</summary>
    [Parameter, EditorRequired]
    public TChoice Value { get; set; } = default!;

    /// <summary>Told when another is chosen.</summary>
    [Parameter]
    public EventCallback<TChoice> ValueChanged { get; set; }

    /// <summary>What to know about it.</summary>
    [Parameter]
    public string? Hint { get; set; }

    private Task ChangeAsync(ChangeEventArgs change) =>
        int.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var index) && index >= 0 && index < Choices.Count
            ? ValueChanged.InvokeAsync(Choices[index].Value)
            : Task.CompletedTask;
}
