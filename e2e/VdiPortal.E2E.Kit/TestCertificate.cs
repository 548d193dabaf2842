using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VdiPortal.E2E.Kit;

/// <summary>A certificate for 127.0.0.1 that nobody has signed, in two PEM files of a directory of its own.</summary>
public sealed class TestCertificate : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("vdi-certificate-").FullName;

    /// <summary>Makes it, for one day.</summary>
    public TestCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The options of <c>./up</c> for it.</summary>
    internal IReadOnlyList<string> Arguments => ["--cert", CertificateFile, "--key", KeyFile];

    private string CertificateFile => Path.Combine(_directory, "certificate.pem");

    private string KeyFile => Path.Combine(_directory, "key.pem");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
