using System.Buffers.Text;
using System.Security.Cryptography;

namespace VdiPortal.Vir.Consoles;

/// <summary>The portal's side: signs console tokens. Thread-safe. The key stays the caller's to dispose.</summary>
public sealed class ConsoleTokenSigner
{
    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    /// <summary>Makes a signer.</summary>
    /// <param name="key">Private key on the curve NIST P-256; only this object may use it meanwhile.</param>
    /// <exception cref="ArgumentException">The key is not on that curve.</exception>
    public ConsoleTokenSigner(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!ConsoleTokenFormat.IsRightCurve(key))
            throw new ArgumentException("Console tokens are signed with ECDSA P-256.", nameof(key));

        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>What <see cref="Welcome.ConsoleKey"/> carries to hosts: SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs a token.</summary>
    /// <param name="token">What it shall say.</param>
    /// <returns>Its text for <see cref="ConsoleProtocol.TokenHeader"/>: base64url, 195 characters. A secret until it is used or has expired.</returns>
    public string Sign(ConsoleToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var context = ConsoleTokenFormat.Context.Length;
        Span<byte> bytes = stackalloc byte[context + ConsoleTokenFormat.Length];
        ConsoleTokenFormat.Context.CopyTo(bytes);
        ConsoleTokenFormat.Write(token, bytes[context..]);
        var signed = context + ConsoleTokenFormat.BodyLength;
        lock (_lock)
            _key.SignData(bytes[..signed], bytes[signed..], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

        return Base64Url.EncodeToString(bytes[context..]);
    }
}
