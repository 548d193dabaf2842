using Microsoft.AspNetCore.Http;

namespace VdiPortal.Gateway;

/// <summary>Whether a WebSocket request comes from a page of ours (RFC 6454; CVE-2015-0259).</summary>
public static class OriginCheck
{
    /// <summary>True when there is one Origin header and it is to the letter what browsers send for this origin (RFC 6454, section 6).</summary>
    public static bool IsOurs(HttpRequest request, Uri origin)
    {
        var value = request.Headers.Origin;
        return value.Count == 1 && string.Equals(value[0], AsciiOf(origin), StringComparison.Ordinal);
    }

    private static string AsciiOf(Uri origin)
    {
        var host = origin.HostNameType == UriHostNameType.IPv6 ? origin.Host : origin.IdnHost;
        return origin.IsDefaultPort ? $"{origin.Scheme}://{host}" : $"{origin.Scheme}://{host}:{origin.Port}";
    }
}
