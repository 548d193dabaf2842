using Microsoft.AspNetCore.Components.Web;

namespace VdiPortal.Portal.Components.Layout;

/// <summary>Bar at the top, page under it. A page that breaks does not take the bar with it.</summary>
public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    private void Recover() => _boundary?.Recover();
}
