namespace VdiPortal.Gateway;

/// <summary>Settings of the gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// How much of a screen the web server may hold for a slow viewer, in bytes: the server's own 64 KiB make each piece wait for the one before,
    /// which costs a third of the throughput.
    /// </summary>
    public const long ResponseBufferBytes = 256 * 1024;

    /// <summary>The exact origin that a browser's page must come from (scheme, host, port).</summary>
    public Uri Origin { get; set; } = new("http://127.0.0.1:8080");
}
