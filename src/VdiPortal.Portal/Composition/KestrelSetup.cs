using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VdiPortal.Gateway;
using VdiPortal.Portal.Hubs;

namespace VdiPortal.Portal.Composition;

/// <summary>Where the portal listens: the public addresses, and the private socket of the embedded host agent.</summary>
internal static class KestrelSetup
{
    public static void Configure(KestrelServerOptions kestrel, PortalOptions options, CertificateOptions certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.MaxResponseBufferSize = GatewayOptions.ResponseBufferBytes;
        foreach (var address in options.Listen.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Listen(kestrel, new Uri(address), certificate);

        var socket = Path.Combine(options.RunDirectory, PrivateListener.FileName);
        File.Delete(socket);
        kestrel.ListenUnixSocket(socket, listener => listener.MarkPrivate());
    }

    private static void Listen(KestrelServerOptions kestrel, Uri address, CertificateOptions certificate)
    {
        void Secure(ListenOptions listener)
        {
            if (address.Scheme == Uri.UriSchemeHttps)
                listener.UseHttps(X509Certificate2.CreateFromPemFile(certificate.Path, certificate.KeyPath));
        }

        if (address.Host is "*" or "+" or "0.0.0.0" or "[::]")
            kestrel.ListenAnyIP(address.Port, Secure);
        else if (address.Host == "localhost")
            kestrel.ListenLocalhost(address.Port, Secure);
        else
            kestrel.Listen(IPAddress.Parse(address.Host.Trim('[', ']')), address.Port, Secure);
    }
}
