using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Activity;

/// <summary>Who is on, who looks at what, and what has happened (requirements A9, A10).</summary>
public sealed partial class ActivityPage
{
    private static readonly string[] Tabs = ["sessions", "screens", "audit"];

    [SupplyParameterFromQuery]
    private string? Show { get; set; }

    private string Chosen => Tabs.Contains(Show) ? Show! : Tabs[0];
}
