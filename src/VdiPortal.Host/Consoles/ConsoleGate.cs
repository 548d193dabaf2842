using System.Security.Cryptography;
using VdiPortal.Host.Links;
using VdiPortal.Vir;
using VdiPortal.Vir.Consoles;

namespace VdiPortal.Host.Consoles;

/// <summary>Knows the portal's key and checks tokens with it. Thread-safe.</summary>
internal sealed class ConsoleGate(TimeProvider time)
{
    private readonly ConsoleNonces _nonces = new();
    private volatile Trusted? _trusted;

    /// <summary>Whether the portal has been reached since the agent's start: before, no token can be checked.</summary>
    public bool IsOpen => _trusted is not null;

    /// <summary>Trusts the key of a welcome from now on, and no older one.</summary>
    /// <exception cref="PortalRefusedException">It is no key.</exception>
    public void Trust(Welcome welcome)
    {
        if (_trusted is { } known && known.Welcome.HostId == welcome.HostId && known.Welcome.ConsoleKey.AsSpan().SequenceEqual(welcome.ConsoleKey))
            return;

        try
        {
            // The one before is not disposed: a check may be under way with it.
            _trusted = new Trusted(welcome, new ConsoleTokenVerifier(welcome.ConsoleKey, welcome.HostId, _nonces, time));
        }
        catch (CryptographicException e)
        {
            throw new PortalRefusedException($"The portal's console key cannot be used: {e.Message}");
        }
    }

    /// <summary>Checks a token and uses it up.</summary>
    /// <exception cref="InvalidOperationException">The gate is not open.</exception>
    public ConsoleTokenResult Check(string? token, Guid vm) =>
        (_trusted ?? throw new InvalidOperationException("No portal is trusted yet.")).Verifier.Verify(token, vm);

    private sealed record Trusted(Welcome Welcome, ConsoleTokenVerifier Verifier);
}
