using Microsoft.AspNetCore.Identity;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Failures;
using VdiPortal.Broker.Ports;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Broker.Identity;

/// <summary>What administrators do with accounts.</summary>
public sealed class UserService(
    IUserStore users,
    ISignInStore signIns,
    ISessionStore sessions,
    IConsoleStore consoles,
    SessionSettler settler,
    IAuditLog audit,
    IPasswordHasher<User> hasher,
    TimeProvider time)
{
    /// <summary>All accounts; for administrators, empty for others.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(Principal who, CancellationToken cancellation) =>
        who.Is(Role.Admin) ? await users.ListAsync(cancellation) : [];

    /// <summary>Makes an account with a local password.</summary>
    public async Task<UserResult> CreateAsync(
        Principal who, string name, string displayName, Role role, string password, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin))
            return new UserResult(UserOutcome.NotAllowed);
        if (!UserRules.AcceptsName(name) || displayName.Length > UserRules.MaxDisplayName)
            return new UserResult(UserOutcome.BadName);
        if (!PasswordRules.Accepts(password, name))
            return new UserResult(UserOutcome.TooWeak);

        var shown = string.IsNullOrWhiteSpace(displayName) ? name : displayName.Trim();
        var user = new User(UserId.New(), name, shown, role, false, time.GetUtcNow(), null);
        if (!await users.AddAsync(user, hasher.HashPassword(user, password), cancellation))
            return new UserResult(UserOutcome.NameTaken);

        await audit.WriteAsync(who.Did(AuditActions.UserCreated, name, detail: role.ToString()), cancellation);
        return new UserResult(UserOutcome.Done, user);
    }

    /// <summary>Changes name for people, role and whether the account is shut. A shut account's sign-ins, consoles and sessions end.</summary>
    public async Task<UserResult> UpdateAsync(
        Principal who, UserId id, string displayName, Role role, bool disabled, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin))
            return new UserResult(UserOutcome.NotAllowed);
        if (displayName.Length is 0 or > UserRules.MaxDisplayName)
            return new UserResult(UserOutcome.BadName);
        if (await users.GetAsync(id, cancellation) is not { } user)
            return new UserResult(UserOutcome.NotFound);
        if (id == who.UserId && (disabled || role != Role.Admin))
            return new UserResult(UserOutcome.NotYourself);

        var changed = user with { DisplayName = displayName, Role = role, Disabled = disabled };
        await users.UpdateAsync(changed, cancellation);
        await audit.WriteAsync(who.Did(disabled ? AuditActions.UserDisabled : AuditActions.UserChanged, user.Name, detail: role.ToString()), cancellation);
        if (disabled)
            await CloseAsync(id, cancellation);
        return new UserResult(UserOutcome.Done, changed);
    }

    /// <summary>Sets a new password for somebody and ends that account's sign-ins.</summary>
    public async Task<UserResult> SetPasswordAsync(Principal who, UserId id, string password, CancellationToken cancellation)
    {
        if (!who.Is(Role.Admin))
            return new UserResult(UserOutcome.NotAllowed);
        if (await users.GetAsync(id, cancellation) is not { } user)
            return new UserResult(UserOutcome.NotFound);
        if (!PasswordRules.Accepts(password, user.Name))
            return new UserResult(UserOutcome.TooWeak);

        await users.SetPasswordAsync(id, hasher.HashPassword(user, password), cancellation);
        await signIns.RevokeAllAsync(id, null, time.GetUtcNow(), cancellation);
        await consoles.RequestCutAsync(new ConsoleFilter(User: id), cancellation);
        await audit.WriteAsync(who.Did(AuditActions.PasswordChanged, user.Name), cancellation);
        return new UserResult(UserOutcome.Done, user);
    }

    private async Task CloseAsync(UserId id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await signIns.RevokeAllAsync(id, null, now, cancellation);
        await consoles.RequestCutAsync(new ConsoleFilter(User: id), cancellation);
        foreach (var session in (await sessions.ListOfUserAsync(id, now, cancellation)).Where(session => session.IsActive))
            await settler.EndAsync(session.Id, new Failure(FailureCode.AccountDisabled), cancellation);
    }
}
