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

    // The forwarder itself adds Connection and Upgrade. Over HTTP/2 a WebSocket has no key (RFC 8441, section 5); the forwarder makes one and
    // checks the answer to it where the browser's answer is made.
    private static readonly string[] Asked = ["Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol"];
    private static readonly string[] AskedOver2 = ["Sec-WebSocket-Version", "Sec-WebSocket-Protocol"];
    private static readonly string[] Answered = ["Connection", "Upgrade", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol"];
    private static readonly string[] AnsweredOver2 = ["Sec-WebSocket-Accept", "Sec-WebSocket-Protocol"];

    /// <inheritdoc/>
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        foreach (var name in IsOver1(httpContext) ? Asked : AskedOver2)
        {
            if (httpContext.Request.Headers.TryGetValue(name, out var value))
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

        foreach (var name in IsOver1(httpContext) ? Answered : AnsweredOver2)
        {
            if (proxyResponse.Headers.TryGetValues(name, out var values))
                httpContext.Response.Headers[name] = values.ToArray();
        }

        return ValueTask.FromResult(true);
    }

    private static bool IsOver1(HttpContext context) => HttpProtocol.IsHttp11(context.Request.Protocol);

    /// <summary>A host that no longer has the VM, or has it in a later generation, answers 404 (docs/vir.md).</summary>
    private static int WordFor(HttpStatusCode? host) => host switch
    {
        HttpStatusCode.NotFound => StatusCodes.Status409Conflict,
        HttpStatusCode.TooManyRequests => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status502BadGateway,
    };
}
