namespace VdiPortal.Portal.Api;

/// <summary>JSON pointers (RFC 6901) out of what the JSON reader says of a place.</summary>
internal static class JsonPointer
{
    private const int MaxLength = 200;

    /// <summary>The pointer, in a URI fragment; <c>#</c> is the whole body.</summary>
    /// <param name="path">The reader's words, for example <c>$.machines[0].name</c>; null for none.</param>
    public static string Of(string? path)
    {
        var place = (path ?? "$").TrimStart('$')
            .Replace("['", "/", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal)
            .Replace('[', '/').Replace("]", "", StringComparison.Ordinal).Replace('.', '/');
        return "#" + (place.Length > MaxLength ? place[..MaxLength] : place);
    }
}
