using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Components.Errors;

/// <summary>What a request that broke is answered with.</summary>
public sealed partial class ErrorPage
{
    [CascadingParameter]
    private HttpContext? Context { get; set; }

    private IExceptionHandlerPathFeature? Fault => Context?.Features.Get<IExceptionHandlerPathFeature>();

    private bool IsOutage => Fault is { } fault && Outage.Is(fault.Error);

    private string Path => Context?.Request.Method == "GET" && Fault?.Path is { } path && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) ? path : "/";

    private string? TraceId => IsOutage ? null : System.Diagnostics.Activity.Current?.TraceId.ToString() ?? Context?.TraceIdentifier;
}
