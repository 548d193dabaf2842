using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Shared;

/// <summary>Stands where a list will be.</summary>
public sealed partial class ListSkeleton
{
    /// <summary>How many lines.</summary>
    [Parameter]
    public int Rows { get; set; } = 6;
}
