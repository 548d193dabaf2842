using Microsoft.AspNetCore.Components;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Components.Layout;

/// <summary>Light, dark, or as the system has it; the browser remembers it.</summary>
public sealed partial class ThemeChoice
{
    private static readonly string[] Choices = ["light", "dark", "system"];
    private string _chosen = "system";

    [Inject]
    private Browser Browser { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _chosen = await Browser.ThemeAsync();
        StateHasChanged();
    }

    private async Task ChooseAsync(string choice)
    {
        _chosen = choice;
        await Browser.SetThemeAsync(choice);
    }

    private static string Picture(string choice) => choice switch
    {
        "light" => "sun",
        "dark" => "moon",
        _ => "monitor",
    };
}
