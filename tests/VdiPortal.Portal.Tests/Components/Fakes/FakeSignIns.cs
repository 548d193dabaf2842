using System.Collections.Concurrent;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.TestKit.Fakes;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeSignIns(FakeGate gate, IUserStore users, FakeFeed feed) : ISignInStore
{
    private readonly ConcurrentDictionary<SignInId, SignIn> _signIns = new();

    public Task AddAsync(SignIn signIn, CancellationToken cancellation)
    {
        _signIns[signIn.Id] = signIn;
        return Task.CompletedTask;
    }

    public async Task<(SignIn SignIn, User User)?> GetValidAsync(SignInId id, DateTimeOffset now, CancellationToken cancellation)
    {
        gate.Check();
        return _signIns.TryGetValue(id, out var signIn) && signIn.RevokedAt is null && signIn.ExpiresAt > now
            && await users.GetAsync(signIn.UserId, cancellation) is { Disabled: false } user
            ? (signIn, user)
            : null;
    }

    public Task<IReadOnlyList<SignIn>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<SignIn>>(
            [.. _signIns.Values.Where(item => item.UserId == user && item.RevokedAt is null).OrderByDescending(item => item.CreatedAt)]);
    }

    public Task<bool> RevokeAsync(UserId user, SignInId id, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!_signIns.TryGetValue(id, out var signIn) || signIn.UserId != user || signIn.RevokedAt is not null)
            return Task.FromResult(false);

        _signIns[id] = signIn with { RevokedAt = now };
        feed.Publish(ChangeTopic.SignIn, id.Value, user.Value);
        return Task.FromResult(true);
    }

    public async Task<IReadOnlyList<SignInId>> RevokeAllAsync(UserId user, SignInId? except, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = _signIns.Values.Where(item => item.UserId == user && item.Id != except && item.RevokedAt is null).Select(item => item.Id).ToList();
        foreach (var id in ids)
            await RevokeAsync(user, id, now, cancellation);
        return ids;
    }
}
