using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Store.Sql;

namespace VdiPortal.Store.Identity;

/// <summary>Accounts in PostgreSQL.</summary>
internal sealed partial class UserStore(Database database) : IUserStore
{
    public Task<User?> GetAsync(UserId id, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"SELECT {UserRow.Columns} FROM users account WHERE account.id = @id").With("id", id.Value),
            UserRow.Read,
            cancellation);

    public Task<User?> FindAsync(string name, CancellationToken cancellation) =>
        database.FindAsync(
            new Statement($"SELECT {UserRow.Columns} FROM users account WHERE account.name_key = @key").With("key", UserRow.Key(name)),
            UserRow.Read,
            cancellation);

    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellation)
    {
        var users = await database.ListAsync(
            new Statement($"SELECT {UserRow.Columns} FROM users account"), UserRow.Read, cancellation);
        return [.. users.OrderBy(user => user.Name, StringComparer.InvariantCultureIgnoreCase)];
    }

    public Task<bool> HasAdminAsync(CancellationToken cancellation) =>
        database.AnyAsync(new Statement("SELECT FROM users WHERE role = 'Admin' AND NOT disabled LIMIT 1"), cancellation);

    public Task<bool> AddAsync(User user, string? passwordHash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        return database.AnyAsync(
            new Statement("""
                WITH added AS (
                    INSERT INTO users (id, name, name_key, display_name, role, disabled, created_at, last_sign_in_at)
                    VALUES (@id, @name, @key, @display_name, @role, @disabled, @created_at, @last_sign_in_at)
                    ON CONFLICT (name_key) DO NOTHING
                    RETURNING id
                ), with_password AS (
                    INSERT INTO passwords (user_id, hash) SELECT id, @hash FROM added WHERE @hash::text IS NOT NULL
                )
                SELECT FROM added
                """)
                .With("id", user.Id.Value)
                .With("name", user.Name)
                .With("key", UserRow.Key(user.Name))
                .With("display_name", user.DisplayName)
                .With("role", user.Role)
                .With("disabled", user.Disabled)
                .With("created_at", user.CreatedAt)
                .With("last_sign_in_at", user.LastSignInAt)
                .With("hash", passwordHash),
            cancellation);
    }

    public async Task<bool> UpdateAsync(User user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        return await database.ExecuteAsync(
            new Statement("UPDATE users SET display_name = @display_name, role = @role, disabled = @disabled WHERE id = @id")
                .With("id", user.Id.Value)
                .With("display_name", user.DisplayName)
                .With("role", user.Role)
                .With("disabled", user.Disabled),
            cancellation) == 1;
    }
}
