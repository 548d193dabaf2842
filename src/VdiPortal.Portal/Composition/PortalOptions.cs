using System.Net;

namespace VdiPortal.Portal.Composition;

/// <summary>Settings of the portal process; section <c>Vdi</c>.</summary>
public sealed class PortalOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Vdi";

    /// <summary>Where everything is kept: images, desktops, machines, keys. Absolute; required.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>Where sockets live. Absolute and at most 60 bytes long; required.</summary>
    public string RunDirectory { get; set; } = "";

    /// <summary>Addresses to listen on, separated by semicolons. Default: <c>http://127.0.0.1:8080</c>.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The exact origin that browsers use; default: the first of <see cref="Listen"/>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Proxies whose forwarded headers are believed: addresses or CIDR ranges, separated by commas.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Where built guest images are; the examples are imported from here when the catalog is empty.</summary>
    public string? GuestsDirectory { get; set; }

    /// <summary>The origin that browsers use.</summary>
    public Uri Origin => new(PublicUrl ?? Listen.Split(';')[0]);

    /// <summary>Reads the settings; <see cref="Problems"/> says whether they will do.</summary>
    public static PortalOptions From(IConfiguration configuration) => configuration.GetSection(Section).Get<PortalOptions>() ?? new PortalOptions();

    /// <summary>What is wrong with the settings, each with the name of the key.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Path.IsPathFullyQualified(DataDirectory))
            yield return "Vdi:DataDirectory must be an absolute path.";
        if (!Path.IsPathFullyQualified(RunDirectory) || System.Text.Encoding.UTF8.GetByteCount(RunDirectory) > 60)
            yield return "Vdi:RunDirectory must be an absolute path of at most 60 bytes, because the paths of sockets below it are limited to 107.";
        if (!Uri.TryCreate(PublicUrl ?? Listen.Split(';')[0], UriKind.Absolute, out var origin) || origin.Scheme is not ("http" or "https") || origin.AbsolutePath != "/")
            yield return "Vdi:PublicUrl must be an origin such as https://desktops.example.org, without a path.";
        foreach (var address in Split(Listen, ';').Where(address => !IsListenable(address)))
            yield return $"Vdi:Listen must be addresses such as http://127.0.0.1:8080, separated by semicolons; '{address}' is none.";
        foreach (var proxy in Split(TrustedProxies, ',').Where(proxy => !IPAddress.TryParse(proxy, out _) && !System.Net.IPNetwork.TryParse(proxy, out _)))
            yield return $"Vdi:TrustedProxies must be addresses or networks such as 10.0.0.0/8, separated by commas; '{proxy}' is neither.";
    }

    private static string[] Split(string list, char separator) =>
        list.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsListenable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out _));
}
