using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Failures;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Api;

/// <summary>Errors in the form of RFC 9457, each with a stable <c>code</c>. The texts are in <c>Resources/ApiTexts.resx</c>.</summary>
internal sealed class ApiProblems(IStringLocalizer<ApiTexts> texts)
{
    /// <summary>404: there is no such thing, or not for this person.</summary>
    public IResult NotFound() => Of(StatusCodes.Status404NotFound, "not-found");

    /// <summary>403: only for administrators.</summary>
    public IResult NotAllowed() => Of(StatusCodes.Status403Forbidden, "not-allowed");

    /// <summary>400: a value is out of bounds; the fields are named.</summary>
    public IResult Invalid(params string[] fields) =>
        Of(StatusCodes.Status400BadRequest, "invalid", new Dictionary<string, object?> { ["fields"] = fields });

    /// <summary>409: it contradicts what is there.</summary>
    public IResult Conflict(string code, IDictionary<string, object?>? more = null) => Of(StatusCodes.Status409Conflict, code, more);

    /// <summary>503: it cannot be done now, for this reason.</summary>
    public IResult Unavailable(Failure failure) =>
        Of(StatusCodes.Status503ServiceUnavailable, failure.Code.ToString(), null);

    private ProblemHttpResult Of(int status, string code, IDictionary<string, object?>? more = null)
    {
        var extensions = new Dictionary<string, object?>(more ?? new Dictionary<string, object?>()) { ["code"] = code };
        return TypedResults.Problem(detail: texts[code], statusCode: status, extensions: extensions);
    }
}
