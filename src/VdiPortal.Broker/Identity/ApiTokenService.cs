using System.Security.Cryptography;
using System.Text;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Broker.Identity;

/// <summary>Personal access tokens for programs (requirement F4).</summary>
public sealed class ApiTokenService(IApiTokenStore tokens, IAuditLog audit, TimeProvider time)
{
    /// <summary>What every token begins with, so that it can be found where it should not be.</summary>
    public const string Prefix = "vdi_";

    /// <summary>Longest life of a token.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(366);

    /// <summary>Whether a token may be called so: 1..60 characters.</summary>
    public static bool AcceptsName(string name) => name.Trim().Length is > 0 and <= 60;

    /// <summary>Whether a token may live that long.</summary>
    public static bool AcceptsLifetime(TimeSpan lifetime) => lifetime > TimeSpan.Zero && lifetime <= MaxLifetime;

    /// <summary>Makes a token. Its text is in the answer and nowhere else; null when name or lifetime are out of bounds.</summary>
    public async Task<(ApiToken Token, string Secret)?> CreateAsync(
        Principal who, string name, TimeSpan lifetime, CancellationToken cancellation)
    {
        if (!AcceptsName(name) || !AcceptsLifetime(lifetime))
            return null;

        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var now = time.GetUtcNow();
        var token = new ApiToken(ApiTokenId.New(), who.UserId, name.Trim(), now, now + lifetime, null);
        await tokens.AddAsync(token, Hash(secret), cancellation);
        await audit.WriteAsync(who.Did(AuditActions.TokenCreated, token.Name), cancellation);
        return (token, secret);
    }

    /// <summary>Whose token it is; null when it is not valid.</summary>
    public async Task<User?> AuthenticateAsync(string secret, CancellationToken cancellation) =>
        secret.Length == Prefix.Length + 48 && secret.StartsWith(Prefix, StringComparison.Ordinal)
            ? (await tokens.FindAsync(Hash(secret), time.GetUtcNow(), cancellation))?.User
            : null;

    /// <summary>The person's valid tokens.</summary>
    public Task<IReadOnlyList<ApiToken>> ListAsync(Principal who, CancellationToken cancellation) =>
        tokens.ListAsync(who.UserId, time.GetUtcNow(), cancellation);

    /// <summary>Removes a token of this person. False when there is none.</summary>
    public async Task<bool> RevokeAsync(Principal who, ApiTokenId id, CancellationToken cancellation)
    {
        if (!await tokens.RemoveAsync(who.UserId, id, cancellation))
            return false;

        await audit.WriteAsync(who.Did(AuditActions.TokenRevoked, id.ToString()), cancellation);
        return true;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
