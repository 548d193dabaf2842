using Microsoft.AspNetCore.Http;

namespace VdiPortal.Gateway.Tests;

/// <summary>A request as a host's console endpoint saw it.</summary>
internal sealed record ConsoleRequest(string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    public static ConsoleRequest Of(HttpRequest request) => new(
        request.Path, request.QueryString.ToString(), request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
}
