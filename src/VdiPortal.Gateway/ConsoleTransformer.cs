using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace VdiPortal.Gateway;

/// <summary>
/// Makes the request to the host: only what a WebSocket needs and the token; nothing else of the browser's passes. Of the host's answer only
/// what a WebSocket needs passes back; a refusal becomes the gateway's own word, without headers and body.
/// </summary>
internal sealed class ConsoleTransformer(string token, string path) : HttpTransformer
{
    /// <summary>Header that carries the token to the host's console endpoint.</summary>
    public const string TokenHeader = "X-Vdi-Console";

    // The forwarder itself adds Connection and Upgrade.
    private static readonly string[] Passed = ["Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol"];

    /// <inheritdoc/>
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        foreach (var name in Passed)
        {
            if (httpContext.Request.Headers.TryGetValue(name, out var value) && !proxyRequest.Headers.Contains(name))
                proxyRequest.Headers.TryAddWithoutValidation(name, value.ToArray());
        }

        proxyRequest.Headers.TryAddWithoutValidation(TokenHeader, token);
        proxyRequest.RequestUri = new Uri(destinationPrefix + path);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not { StatusCode: HttpStatusCode.SwitchingProtocols })
        {
            httpContext.Response.StatusCode = WordFor(proxyResponse?.StatusCode);
            return ValueTask.FromResult(false);
        }

        // HTTP/2 has no such headers but the subprotocol (RFC 8441, section 5).
        string[] names = HttpProtocol.IsHttp11(httpContext.Request.Protocol)
            ? ["Connection", "Upgrade", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol"]
            : ["Sec-WebSocket-Protocol"];
        foreach (var name in names)
        {
            if (proxyResponse.Headers.TryGetValues(name, out var values))
                httpContext.Response.Headers[name] = values.ToArray();
        }

        return ValueTask.FromResult(true);
    }

    /// <summary>A host that no longer has the VM, or has it in a later generation, answers 404 (docs/vir.md).</summary>
    private static int WordFor(HttpStatusCode? host) => host switch
    {
        HttpStatusCode.NotFound => StatusCodes.Status409Conflict,
        HttpStatusCode.TooManyRequests => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status502BadGateway,
    };
}
