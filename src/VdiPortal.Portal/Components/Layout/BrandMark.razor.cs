using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Layout;

/// <summary>The portal's mark.</summary>
public sealed partial class BrandMark
{
    /// <summary>Width and height in pixels.</summary>
    [Parameter]
    public int Size { get; set; } = 24;
}
