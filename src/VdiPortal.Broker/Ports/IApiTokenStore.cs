using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Ports;

/// <summary>Personal access tokens, by the hash of their secret.</summary>
public interface IApiTokenStore
{
    /// <summary>Writes a token down.</summary>
    Task AddAsync(ApiToken token, byte[] hash, CancellationToken cancellation);

    /// <summary>The token and its account, if it is valid and the account is not disabled; notes the use (to the minute).</summary>
    Task<(ApiToken Token, User User)?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A person's valid tokens.</summary>
    Task<IReadOnlyList<ApiToken>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Removes one token of this person. False when there was none.</summary>
    Task<bool> RemoveAsync(UserId user, ApiTokenId id, CancellationToken cancellation);
}
