using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>A whole number with its label, unit, hint and what is wrong with it.</summary>
public sealed partial class NumberField
{
    private readonly string _id = $"field-{Guid.NewGuid():N}";
    private readonly string _below = $"note-{Guid.NewGuid():N}";

    /// <summary>What it is.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Whether the label is for screen readers only.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    /// <summary>The number; null when nothing or nonsense was typed.</summary>
    [Parameter]
    public int? Value { get; set; }

    /// <summary>Told at each digit.</summary>
    [Parameter]
    public EventCallback<int?> ValueChanged { get; set; }

    /// <summary>Least value.</summary>
    [Parameter]
    public int Min { get; set; }

    /// <summary>Greatest value.</summary>
    [Parameter]
    public int Max { get; set; } = int.MaxValue;

    /// <summary>What it counts.</summary>
    [Parameter]
    public string? Unit { get; set; }

    /// <summary>What to know about it.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What is wrong with it, or null.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Whether it cannot be changed now.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    private Task ChangeAsync(ChangeEventArgs change) =>
        ValueChanged.InvokeAsync(int.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null);
}
