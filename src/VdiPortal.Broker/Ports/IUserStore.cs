using VdiPortal.Broker.Identity;

namespace VdiPortal.Broker.Ports;

/// <summary>Accounts and passwords.</summary>
public interface IUserStore
{
    /// <summary>One account, or null.</summary>
    Task<User?> GetAsync(UserId id, CancellationToken cancellation);

    /// <summary>The account of that sign-in name, without regard to case, or null.</summary>
    Task<User?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>All accounts by name.</summary>
    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellation);

    /// <summary>Whether an enabled administrator exists.</summary>
    Task<bool> HasAdminAsync(CancellationToken cancellation);

    /// <summary>Adds an account with its password hash (null: no local password). False when the name is taken.</summary>
    Task<bool> AddAsync(User user, string? passwordHash, CancellationToken cancellation);

    /// <summary>Writes display name, role and disabled. False when there is no such account.</summary>
    Task<bool> UpdateAsync(User user, CancellationToken cancellation);

    /// <summary>What is kept of the password, or null when the account has none.</summary>
    Task<PasswordRecord?> GetPasswordAsync(UserId id, CancellationToken cancellation);

    /// <summary>Replaces the password and clears failures and lock.</summary>
    Task SetPasswordAsync(UserId id, string hash, CancellationToken cancellation);

    /// <summary>Counts a wrong password atomically; at <paramref name="limit"/> the account is locked and the count starts anew.</summary>
    /// <returns>Until when it is locked, or null.</returns>
    Task<DateTimeOffset?> AddFailureAsync(UserId id, int limit, TimeSpan lockFor, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Clears failures and notes the sign-in.</summary>
    Task AddSuccessAsync(UserId id, DateTimeOffset now, CancellationToken cancellation);
}
