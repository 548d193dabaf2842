namespace VdiPortal.Gateway;

/// <summary>Settings of the gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>The exact origin that a browser's page must come from (scheme, host, port).</summary>
    public Uri Origin { get; set; } = new("http://127.0.0.1:8080");
}
