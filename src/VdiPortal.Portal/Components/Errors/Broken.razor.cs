using Microsoft.AspNetCore.Components;

namespace VdiPortal.Portal.Components.Errors;

/// <summary>Stands where a page broke, and offers to try again.</summary>
public sealed partial class Broken
{
    /// <summary>Told when somebody wants to try again.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }
}
