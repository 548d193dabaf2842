namespace VdiPortal.Portal.Api;

/// <summary>One entry of a problem's <c>errors</c> (RFC 9457, section 3).</summary>
/// <param name="Pointer">Which value of the request's body, as a JSON pointer in a URI fragment (RFC 6901, section 6).</param>
/// <param name="Detail">What is wrong with it.</param>
internal sealed record ApiFieldError(string Pointer, string Detail);
