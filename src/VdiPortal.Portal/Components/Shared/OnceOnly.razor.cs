using Microsoft.AspNetCore.Components;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>A secret that is shown this once.</summary>
public sealed partial class OnceOnly
{
    private readonly string _id = $"once-{Guid.NewGuid():N}";
    private bool _copied;

    /// <summary>What it is.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The secret.</summary>
    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    [Inject]
    private Browser Browser { get; set; } = null!;

    private async Task CopyAsync() => _copied = await Browser.CopyAsync(Value);
}
