using System.Security.Cryptography;

namespace VdiPortal.Vir.Consoles;

/// <summary>The host's side: checks console tokens and honours each once. Thread-safe.</summary>
public sealed class ConsoleTokenVerifier : IDisposable
{
    private readonly ECDsa _key;
    private readonly Guid _hostId;
    private readonly TimeProvider _time;
    private readonly ConsoleNonces _nonces;
    private readonly Lock _lock = new();

    /// <summary>Makes a verifier.</summary>
    /// <param name="publicKey">The portal's key, <see cref="Welcome.ConsoleKey"/>: SubjectPublicKeyInfo on the curve NIST P-256.</param>
    /// <param name="hostId">This host's id, <see cref="Welcome.HostId"/>.</param>
    /// <param name="nonces">Which tokens were used; shared by all verifiers of a host, so that a new connection to the portal forgets nothing.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CryptographicException">The key is none, or not on that curve.</exception>
    public ConsoleTokenVerifier(ReadOnlySpan<byte> publicKey, Guid hostId, ConsoleNonces nonces, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(nonces);
        ArgumentNullException.ThrowIfNull(time);
        _key = Import(publicKey);
        (_hostId, _nonces, _time) = (hostId, nonces, time);
    }

    /// <summary>Checks a token and, when it is good, uses it up. Its generation is the caller's to compare.</summary>
    /// <param name="text">Its text, or null.</param>
    /// <param name="vm">The VM whose console is asked for.</param>
    public ConsoleTokenResult Verify(ReadOnlySpan<char> text, Guid vm)
    {
        if (text.IsEmpty)
            return ConsoleTokenResult.Refuse(ConsoleTokenFault.Missing);

        Span<byte> bytes = stackalloc byte[ConsoleTokenFormat.Length];
        if (!ConsoleTokenFormat.TryDecode(text, bytes))
            return ConsoleTokenResult.Refuse(ConsoleTokenFault.Malformed);

        if (!IsSigned(bytes))
            return ConsoleTokenResult.Refuse(ConsoleTokenFault.Forged);

        var token = ConsoleTokenFormat.Read(bytes);
        return token is null ? ConsoleTokenResult.Refuse(ConsoleTokenFault.Malformed) : Judge(token, vm);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private ConsoleTokenResult Judge(ConsoleToken token, Guid vm)
    {
        var now = _time.GetUtcNow();
        ConsoleTokenFault? fault =
            token.ExpiresAt <= now - ConsoleProtocol.ClockTolerance ? ConsoleTokenFault.Expired
            : token.ExpiresAt > now + ConsoleProtocol.TokenLifetime + ConsoleProtocol.ClockTolerance ? ConsoleTokenFault.LivesTooLong
            : token.HostId != _hostId ? ConsoleTokenFault.OtherHost
            : token.VmId != vm ? ConsoleTokenFault.OtherVm
            : _nonces.Use(token.Nonce, token.ExpiresAt + ConsoleProtocol.ClockTolerance, now);
        return fault is { } why ? ConsoleTokenResult.Refuse(why) : ConsoleTokenResult.Accept(token);
    }

    private bool IsSigned(ReadOnlySpan<byte> token)
    {
        var context = ConsoleTokenFormat.Context;
        Span<byte> signed = stackalloc byte[context.Length + ConsoleTokenFormat.BodyLength];
        context.CopyTo(signed);
        token[..ConsoleTokenFormat.BodyLength].CopyTo(signed[context.Length..]);
        var signature = token[ConsoleTokenFormat.BodyLength..];
        lock (_lock)
            return _key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static ECDsa Import(ReadOnlySpan<byte> publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            if (!ConsoleTokenFormat.IsRightCurve(key) || read != publicKey.Length)
                throw new CryptographicException("The portal's console key is not an ECDSA P-256 key.");

            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
