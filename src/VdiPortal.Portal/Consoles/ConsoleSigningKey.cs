using System.Security.Cryptography;
using VdiPortal.Broker.Ports;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Portal.Consoles;

/// <summary>The installation's key for console tokens: made once, kept among the secrets, shared by all replicas.</summary>
internal sealed class ConsoleSigningKey(ISecretStore secrets) : IDisposable
{
    private const string Secret = "console-signing-key";
    private readonly SemaphoreSlim _once = new(1, 1);
    private ECDsa? _key;
    private ConsoleTokenSigner? _signer;

    /// <summary>Public key for the hosts: SubjectPublicKeyInfo.</summary>
    public async Task<byte[]> PublicKeyAsync(CancellationToken cancellation) => (await SignerAsync(cancellation)).PublicKey.ToArray();

    /// <summary>The signer.</summary>
    public async ValueTask<ConsoleTokenSigner> SignerAsync(CancellationToken cancellation)
    {
        if (_signer is { } ready)
            return ready;

        await _once.WaitAsync(cancellation);
        try
        {
            return _signer ??= await LoadAsync(cancellation);
        }
        finally
        {
            _once.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _key?.Dispose();
        _once.Dispose();
    }

    private async Task<ConsoleTokenSigner> LoadAsync(CancellationToken cancellation)
    {
        var bytes = await secrets.GetOrAddAsync(Secret, Make, cancellation);
        _key = ECDsa.Create();
        _key.ImportPkcs8PrivateKey(bytes, out _);
        CryptographicOperations.ZeroMemory(bytes);
        return new ConsoleTokenSigner(_key);
    }

    private static byte[] Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
