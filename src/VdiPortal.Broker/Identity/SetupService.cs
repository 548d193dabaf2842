using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using VdiPortal.Broker.Auditing;
using VdiPortal.Broker.Ports;

namespace VdiPortal.Broker.Identity;

/// <summary>The first administrator, and the way back in for one who lost the password: by a one-time code from the terminal.</summary>
public sealed class SetupService(
    IUserStore users, ISetupCodeStore codes, ISignInStore signIns, IAuditLog audit, IPasswordHasher<User> hasher, TimeProvider time)
{
    /// <summary>How long a code is valid.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromHours(24);

    private const string FirstAdmin = "first-admin";
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Whether the first administrator is still to be made.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellation) => !await users.HasAdminAsync(cancellation);

    /// <summary>A new code for the first administrator; earlier ones are void. For the terminal only.</summary>
    public Task<string> IssueFirstAdminCodeAsync(CancellationToken cancellation) => IssueAsync(FirstAdmin, cancellation);

    /// <summary>A code that lets a new password be set for this administrator; null when there is no such account.</summary>
    public async Task<string?> IssueResetCodeAsync(string name, CancellationToken cancellation) =>
        await users.FindAsync(name, cancellation) is { Role: Role.Admin } user
            ? await IssueAsync(ResetPurpose(user.Id), cancellation)
            : null;

    /// <summary>Makes the first administrator.</summary>
    public async Task<SetupResult> CreateFirstAdminAsync(
        string code, string name, string password, string from, CancellationToken cancellation)
    {
        if (!await IsNeededAsync(cancellation))
            return SetupResult.NotNeeded;
        if (!UserRules.AcceptsName(name))
            return SetupResult.BadName;
        if (!PasswordRules.Accepts(password, name))
            return SetupResult.TooWeak;
        if (!await codes.ConsumeAsync(FirstAdmin, Hash(code), time.GetUtcNow(), cancellation))
            return await RefuseAsync(name, from, cancellation);

        var admin = new User(UserId.New(), name, name, Role.Admin, false, time.GetUtcNow(), null);
        if (!await users.AddAsync(admin, hasher.HashPassword(admin, password), cancellation))
            return SetupResult.BadName;

        await audit.WriteAsync(new AuditEntry(AuditActions.Setup, AuditOutcome.Done, name, admin.Id.Value, name, from), cancellation);
        return SetupResult.Done;
    }

    /// <summary>Sets a new password for an administrator who has a reset code; ends that account's sign-ins.</summary>
    public async Task<SetupResult> ResetAsync(
        string code, string name, string password, string from, CancellationToken cancellation)
    {
        if (!PasswordRules.Accepts(password, name))
            return SetupResult.TooWeak;

        var user = await users.FindAsync(name, cancellation);
        if (user is null || !await codes.ConsumeAsync(ResetPurpose(user.Id), Hash(code), time.GetUtcNow(), cancellation))
            return await RefuseAsync(name, from, cancellation);

        await users.SetPasswordAsync(user.Id, hasher.HashPassword(user, password), cancellation);
        await signIns.RevokeAllAsync(user.Id, null, time.GetUtcNow(), cancellation);
        await audit.WriteAsync(new AuditEntry(AuditActions.PasswordChanged, AuditOutcome.Done, name, user.Id.Value, name, from), cancellation);
        return SetupResult.Done;
    }

    private async Task<string> IssueAsync(string purpose, CancellationToken cancellation)
    {
        var raw = RandomNumberGenerator.GetString(Alphabet, 16);
        var code = string.Join('-', raw.Chunk(4).Select(part => new string(part)));
        await codes.PutAsync(purpose, Hash(code), time.GetUtcNow() + CodeLifetime, cancellation);
        return code;
    }

    private async Task<SetupResult> RefuseAsync(string name, string from, CancellationToken cancellation)
    {
        var actor = name.Length > 64 ? name[..64] : name;
        await audit.WriteAsync(new AuditEntry(AuditActions.Setup, AuditOutcome.Refused, actor, null, actor, from), cancellation);
        return SetupResult.WrongCode;
    }

    private static string ResetPurpose(UserId user) => $"reset:{user}";

    private static byte[] Hash(string code)
    {
        var plain = new string([.. code.Where(char.IsAsciiLetterOrDigit).Take(64).Select(char.ToLowerInvariant)]);
        return SHA256.HashData(Encoding.ASCII.GetBytes(plain));
    }
}
