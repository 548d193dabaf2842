using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace VdiPortal.Gateway;

/// <summary>Makes the request to the host: only what a WebSocket needs and the token; nothing else of the browser's passes.</summary>
internal sealed class ConsoleTransformer(string token, string path) : HttpTransformer
{
    /// <summary>Header that carries the token to the host's console endpoint.</summary>
    public const string TokenHeader = "X-Vdi-Console";

    private static readonly string[] Passed = ["Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Connection", "Upgrade"];

    /// <inheritdoc/>
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        foreach (var name in Passed)
        {
            if (httpContext.Request.Headers.TryGetValue(name, out var value))
                proxyRequest.Headers.TryAddWithoutValidation(name, value.ToArray());
        }

        proxyRequest.Headers.TryAddWithoutValidation(TokenHeader, token);
        proxyRequest.RequestUri = new Uri(destinationPrefix + path);
        return ValueTask.CompletedTask;
    }
}
