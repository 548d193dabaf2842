using System.Collections.Concurrent;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeApiTokens(FakeGate gate) : IApiTokenStore
{
    private readonly ConcurrentDictionary<ApiTokenId, ApiToken> _tokens = new();

    public Task AddAsync(ApiToken token, byte[] hash, CancellationToken cancellation)
    {
        _tokens[token.Id] = token;
        return Task.CompletedTask;
    }

    public Task<(ApiToken Token, User User)?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult<(ApiToken, User)?>(null);

    public Task<IReadOnlyList<ApiToken>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<ApiToken>>([.. _tokens.Values.Where(token => token.UserId == user).OrderBy(token => token.CreatedAt)]);
    }

    public Task<bool> RemoveAsync(UserId user, ApiTokenId id, CancellationToken cancellation) => Task.FromResult(_tokens.TryRemove(id, out _));
}
