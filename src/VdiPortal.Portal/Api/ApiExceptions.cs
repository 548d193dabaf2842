using Microsoft.AspNetCore.Diagnostics;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Api;

/// <summary>Tells programs what stopped their request: something in it that cannot be read, or a database that is away. The rest is a fault of ours.</summary>
internal sealed class ApiExceptions(ApiProblems problems) : IExceptionHandler
{
    /// <summary>Where a broken request for a page is answered.</summary>
    public const string PagePath = "/error";

    private const string RetryAfterSeconds = "5";

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var isOutage = exception is not BadHttpRequestException && Outage.Is(exception);
        if (isOutage)
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        if (httpContext.Request.Path == PagePath)
            return false;

        var answer = exception is BadHttpRequestException unreadable ? problems.Unreadable(unreadable) : isOutage ? problems.Away() : null;
        if (answer is null)
            return false;

        await answer.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The status that a page answers with.</summary>
    public static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException unreadable => unreadable.StatusCode,
        _ when Outage.Is(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
