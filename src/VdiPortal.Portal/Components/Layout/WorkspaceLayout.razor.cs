using Microsoft.AspNetCore.Components.Web;

namespace VdiPortal.Portal.Components.Layout;

/// <summary>Nothing around the page: the screen has the window.</summary>
public sealed partial class WorkspaceLayout
{
    private ErrorBoundary? _boundary;

    private void Recover() => _boundary?.Recover();
}
