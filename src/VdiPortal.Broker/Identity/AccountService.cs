using Microsoft.AspNetCore.Identity;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Consoles;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Broker.Identity;

/// <summary>Signing in and out with local accounts (requirement A1).</summary>
public sealed class AccountService(
    IUserStore users,
    ISignInStore signIns,
    IConsoleStore consoles,
    IAuditLog audit,
    IPasswordHasher<User> hasher,
    TimeProvider time)
{
    /// <summary>Wrong passwords in a row before the account is locked.</summary>
    public const int FailureLimit = 5;

    /// <summary>How long it is locked then.</summary>
    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);

    /// <summary>How long a sign-in is valid.</summary>
    public static readonly TimeSpan SignInLifetime = TimeSpan.FromHours(12);

    private static readonly User Nobody = new(new UserId(Guid.Empty), "nobody", "", Role.User, true, default, null);
    private readonly Lazy<string> _decoy = new(() => hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <summary>Checks a password and opens a sign-in. Takes the same time whether or not the account exists.</summary>
    public async Task<SignInResult> SignInAsync(
        string name, string password, string from, string agent, CancellationToken cancellation)
    {
        var typed = name.Trim();
        var user = typed.Length is > 0 and <= 64 && password.Length <= PasswordRules.MaxLength
            ? await users.FindAsync(typed, cancellation)
            : null;
        var record = user is null ? null : await users.GetPasswordAsync(user.Id, cancellation);
        var now = time.GetUtcNow();

        // Before the lock is looked at: a locked account answers as slowly as an unknown name.
        var matches = Verify(user, record, password);
        if (record?.LockedUntil > now)
            return await RefuseAsync(typed, user, from, SignInOutcome.Locked, AuditActions.SignInLocked, cancellation);

        if (user is null || record is null || user.Disabled || !matches)
            return await CountFailureAsync(typed, user, record is not null && !matches, from, now, cancellation);

        await users.AddSuccessAsync(user.Id, now, cancellation);
        var signIn = await OpenAsync(user, from, agent, cancellation);
        await audit.WriteAsync(Entry(user, AuditActions.SignIn, AuditOutcome.Done, from), cancellation);
        return new SignInResult(SignInOutcome.Done, user, signIn);
    }

    /// <summary>Opens a sign-in for somebody whose identity has been proved otherwise.</summary>
    public async Task<SignIn> OpenAsync(User user, string from, string agent, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var signIn = new SignIn(SignInId.New(), user.Id, from, agent.Length > 300 ? agent[..300] : agent, now, now + SignInLifetime, null);
        await signIns.AddAsync(signIn, cancellation);
        return signIn;
    }

    /// <summary>Ends a sign-in and everything that was opened with it: its consoles are cut, its circuits close.</summary>
    public async Task SignOutAsync(Principal who, CancellationToken cancellation)
    {
        if (who.SignInId is not { } id || !await signIns.RevokeAsync(who.UserId, id, time.GetUtcNow(), cancellation))
            return;

        await consoles.RequestCutAsync(new ConsoleFilter(SignIn: id), cancellation);
        await audit.WriteAsync(who.Did(AuditActions.SignOut, who.UserName), cancellation);
    }

    /// <summary>The person's valid sign-ins.</summary>
    public Task<IReadOnlyList<SignIn>> ListSignInsAsync(Principal who, CancellationToken cancellation) =>
        signIns.ListAsync(who.UserId, time.GetUtcNow(), cancellation);

    /// <summary>Ends another sign-in of the same person. False when there is none.</summary>
    public async Task<bool> RevokeAsync(Principal who, SignInId id, CancellationToken cancellation)
    {
        if (!await signIns.RevokeAsync(who.UserId, id, time.GetUtcNow(), cancellation))
            return false;

        await consoles.RequestCutAsync(new ConsoleFilter(SignIn: id), cancellation);
        await audit.WriteAsync(who.Did(AuditActions.SignInRevoked, id.ToString()), cancellation);
        return true;
    }

    /// <summary>Changes the person's own password and ends the person's other sign-ins.</summary>
    public async Task<PasswordChange> ChangePasswordAsync(
        Principal who, string current, string next, CancellationToken cancellation)
    {
        if (!PasswordRules.Accepts(next, who.UserName))
            return PasswordChange.TooWeak;

        var user = await users.GetAsync(who.UserId, cancellation);
        var record = await users.GetPasswordAsync(who.UserId, cancellation);
        var now = time.GetUtcNow();
        if (record?.LockedUntil > now)
            return PasswordChange.WrongPassword;
        if (user is null || record is null || current.Length > PasswordRules.MaxLength || !Verify(user, record, current))
        {
            await users.AddFailureAsync(who.UserId, FailureLimit, LockFor, now, cancellation);
            await audit.WriteAsync(who.WasRefused(AuditActions.PasswordChanged, who.UserName), cancellation);
            return PasswordChange.WrongPassword;
        }

        await users.SetPasswordAsync(who.UserId, hasher.HashPassword(user, next), cancellation);
        await signIns.RevokeAllAsync(who.UserId, who.SignInId, now, cancellation);
        await audit.WriteAsync(who.Did(AuditActions.PasswordChanged, who.UserName), cancellation);
        return PasswordChange.Done;
    }

    private bool Verify(User? user, PasswordRecord? record, string password) =>
        password.Length <= PasswordRules.MaxLength
        && hasher.VerifyHashedPassword(user ?? Nobody, record?.Hash ?? _decoy.Value, password) != PasswordVerificationResult.Failed
        && record is not null;

    private async Task<SignInResult> CountFailureAsync(
        string typed, User? user, bool wrongPassword, string from, DateTimeOffset now, CancellationToken cancellation)
    {
        var locked = user is not null && wrongPassword
            ? await users.AddFailureAsync(user.Id, FailureLimit, LockFor, now, cancellation)
            : null;
        return locked is null
            ? await RefuseAsync(typed, user, from, SignInOutcome.Refused, AuditActions.SignIn, cancellation)
            : await RefuseAsync(typed, user, from, SignInOutcome.Locked, AuditActions.SignInLocked, cancellation);
    }

    private async Task<SignInResult> RefuseAsync(
        string typed, User? user, string from, SignInOutcome outcome, string action, CancellationToken cancellation)
    {
        var actor = typed.Length > 64 ? typed[..64] : typed;
        await audit.WriteAsync(new AuditEntry(action, AuditOutcome.Refused, actor, user?.Id.Value, actor, from), cancellation);
        return new SignInResult(outcome);
    }

    private static AuditEntry Entry(User user, string action, AuditOutcome outcome, string from) =>
        new(action, outcome, user.Name, user.Id.Value, user.Name, from);
}
