using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace VdiPortal.Portal.Components;

/// <summary>The document around every page. Pages for people who are not signed in are plain forms, all others live in a circuit.</summary>
public sealed partial class App
{
    // Not rendered twice: a button that is seen works. Until the circuit is there, FirstPaint shows where things will be.
    private static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode(prerender: false);

    [CascadingParameter]
    private HttpContext? Context { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IComponentRenderMode? Mode => Context is null || Context.AcceptsInteractiveRouting() ? Interactive : null;
}
