using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>Stands under a field: what is wrong with it, else what to know about it.</summary>
public sealed partial class FieldNote
{
    /// <summary>Its id, which the field names.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>What to know.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What is wrong.</summary>
    [Parameter]
    public string? Error { get; set; }
}
