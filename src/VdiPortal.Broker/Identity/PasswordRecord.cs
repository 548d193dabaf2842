namespace VdiPortal.Broker.Identity;

/// <summary>What is kept to check a local account's password.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Hash">Salted hash; never logged.</param>
/// <param name="FailedCount">Wrong passwords since the last right one.</param>
/// <param name="LockedUntil">No password is accepted before this moment; null when not locked.</param>
public sealed record PasswordRecord(UserId UserId, string Hash, int FailedCount, DateTimeOffset? LockedUntil);
