using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>A personal access token.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops being valid.</param>
/// <param name="LastUsedAt">Last use.</param>
/// <param name="Secret">The token itself; only in the answer that made it.</param>
public sealed record TokenDto(
    Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, string? Secret = null)
{
    /// <summary>From a token.</summary>
    public static TokenDto From(ApiToken token) => new(token.Id.Value, token.Name, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
