using System.Collections.Concurrent;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Portal.Tests.Components.Fakes;

public sealed class FakeUsers(FakeGate gate) : IUserStore
{
    private readonly ConcurrentDictionary<UserId, User> _users = new();
    private readonly ConcurrentDictionary<UserId, PasswordRecord> _passwords = new();

    public Task<User?> GetAsync(UserId id, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult(_users.GetValueOrDefault(id));
    }

    public Task<User?> FindAsync(string name, CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult(_users.Values.FirstOrDefault(user => user.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
    }

    public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellation)
    {
        gate.Check();
        return Task.FromResult<IReadOnlyList<User>>([.. _users.Values.OrderBy(user => user.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    public Task<bool> HasAdminAsync(CancellationToken cancellation) =>
        Task.FromResult(_users.Values.Any(user => user is { Role: Role.Admin, Disabled: false }));

    public async Task<bool> AddAsync(User user, string? passwordHash, CancellationToken cancellation)
    {
        if (await FindAsync(user.Name, cancellation) is not null)
            return false;

        _users[user.Id] = user;
        if (passwordHash is not null)
            _passwords[user.Id] = new PasswordRecord(user.Id, passwordHash, 0, null);
        return true;
    }

    public Task<bool> UpdateAsync(User user, CancellationToken cancellation)
    {
        _users[user.Id] = user;
        return Task.FromResult(true);
    }

    public Task<PasswordRecord?> GetPasswordAsync(UserId id, CancellationToken cancellation) => Task.FromResult(_passwords.GetValueOrDefault(id));

    public Task SetPasswordAsync(UserId id, string hash, CancellationToken cancellation)
    {
        _passwords[id] = new PasswordRecord(id, hash, 0, null);
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> AddFailureAsync(UserId id, int limit, TimeSpan lockFor, DateTimeOffset now, CancellationToken cancellation)
    {
        var record = _passwords[id];
        var count = record.FailedCount + 1;
        _passwords[id] = count >= limit ? record with { FailedCount = 0, LockedUntil = now + lockFor } : record with { FailedCount = count };
        return Task.FromResult(count >= limit ? now + lockFor : (DateTimeOffset?)null);
    }

    public Task AddSuccessAsync(UserId id, DateTimeOffset now, CancellationToken cancellation)
    {
        _users[id] = _users[id] with { LastSignInAt = now };
        return Task.CompletedTask;
    }
}
