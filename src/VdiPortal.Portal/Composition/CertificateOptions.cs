namespace VdiPortal.Portal.Composition;

/// <summary>The certificate of https addresses; section <c>Vdi:Certificate</c>.</summary>
public sealed class CertificateOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Vdi:Certificate";

    /// <summary>PEM file with the certificate and its chain.</summary>
    public string Path { get; set; } = "";

    /// <summary>PEM file with the private key.</summary>
    public string KeyPath { get; set; } = "";
}
