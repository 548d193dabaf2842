using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Entry;

/// <summary>The fields that go with a one-time code: code, name, new password twice.</summary>
public sealed partial class CodeForm
{
    /// <summary>What was typed.</summary>
    [Parameter, EditorRequired]
    public CodeInput Input { get; set; } = null!;

    /// <summary>Where the code is found.</summary>
    [Parameter, EditorRequired]
    public string CodeHint { get; set; } = "";

    /// <summary>What was wrong with the last try, or null.</summary>
    [Parameter]
    public string? Problem { get; set; }
}
