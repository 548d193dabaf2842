using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Failures;
using VdiPortal.Portal.Components.Words;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Api;

/// <summary>Errors in the form of RFC 9457, each with a stable <c>code</c>. The texts are in <c>Resources/ApiTexts.resx</c>.</summary>
internal sealed class ApiProblems(IStringLocalizer<ApiTexts> texts, SessionWords sessions)
{
    /// <summary>404: there is no such thing, or not for this person.</summary>
    public IResult NotFound() => Of(StatusCodes.Status404NotFound, "not-found");

    /// <summary>403: only for administrators.</summary>
    public IResult NotAllowed() => Of(StatusCodes.Status403Forbidden, "not-allowed");

    /// <summary>400: values are missing or out of bounds; <c>errors</c> points at each of them (RFC 6901).</summary>
    /// <param name="fields">Names of properties, in either case; of nested ones with slashes between them.</param>
    public IResult Invalid(params IEnumerable<string> fields) => Of(StatusCodes.Status400BadRequest, "invalid", new Dictionary<string, object?>
    {
        ["errors"] = fields.Select(field => new ApiFieldError($"#/{string.Join('/', field.Split('/').Select(JsonNamingPolicy.CamelCase.ConvertName))}", texts["invalid.field"])).ToList(),
    });

    /// <summary>400, 413, 415: the request cannot be read; when it is JSON, <c>errors</c> points at where reading ended.</summary>
    public IResult Unreadable(BadHttpRequestException exception) => exception.InnerException is JsonException json
        ? Of(exception.StatusCode, "unreadable", new Dictionary<string, object?>
        {
            ["errors"] = new[] { new ApiFieldError(JsonPointer.Of(json.Path), texts["unreadable.field"]) },
        })
        : Of(exception.StatusCode, CodeOf(exception.StatusCode));

    /// <summary>409: it contradicts what is there.</summary>
    public IResult Conflict(string code, IDictionary<string, object?>? more = null) => Of(StatusCodes.Status409Conflict, code, more);

    /// <summary>503: it cannot be done now, for this reason.</summary>
    public IResult Unavailable(Failure failure) =>
        Of(StatusCodes.Status503ServiceUnavailable, failure.Code.ToString(), words: $"{sessions.Happened(failure.Code)} {sessions.ToDo(failure.Code)}");

    /// <summary>503: the database does not answer; nothing was changed, or it was changed as a whole.</summary>
    public IResult Away() => Of(StatusCodes.Status503ServiceUnavailable, "database-away");

    /// <summary>Gives an error that the framework found (no such address, not signed in, ...) code and words like the others.</summary>
    public void Complete(ProblemDetails problem)
    {
        if (problem.Extensions.ContainsKey("code"))
            return;

        var code = CodeOf(problem.Status ?? StatusCodes.Status500InternalServerError);
        problem.Extensions["code"] = code;
        problem.Detail = texts[code];
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "not-allowed",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "no-such-method",
        StatusCodes.Status409Conflict => "not-now",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "not-json",
        StatusCodes.Status429TooManyRequests => "too-many",
        StatusCodes.Status502BadGateway => "host-away",
        >= 500 => "broken",
        _ => "unreadable",
    };

    private ProblemHttpResult Of(int status, string code, IDictionary<string, object?>? more = null, string? words = null)
    {
        var extensions = new Dictionary<string, object?>(more ?? new Dictionary<string, object?>()) { ["code"] = code };
        return TypedResults.Problem(detail: words ?? texts[code], statusCode: status, extensions: extensions);
    }
}
