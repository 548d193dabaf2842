using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Live;

/// <summary>Says that the database is away and that the page tries again by itself.</summary>
public sealed partial class AwayBanner
{
    /// <summary>Whether it is.</summary>
    [Parameter]
    public bool Away { get; set; }
}
