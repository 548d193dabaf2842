using Microsoft.AspNetCore.Http;

namespace VdiPortal.Gateway;

/// <summary>Whether a WebSocket request comes from a page of ours (RFC 6454; CVE-2015-0259).</summary>
public static class OriginCheck
{
    /// <summary>True when the Origin header is present and is exactly this origin.</summary>
    public static bool IsOurs(HttpRequest request, Uri origin)
    {
        var value = request.Headers.Origin;
        return value.Count == 1
            && Uri.TryCreate(value[0], UriKind.Absolute, out var from)
            && from.AbsolutePath == "/"
            && from.GetLeftPart(UriPartial.Authority).Equals(origin.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
    }
}
