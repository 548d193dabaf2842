using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Layout;

/// <summary>Leads somebody who is not signed in (any more) to the sign-in page, and back afterwards.</summary>
public sealed partial class ToSignIn
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo($"sign-in?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
