namespace VdiPortal.Portal.Api.Contracts;

/// <summary>What shall be changed of an account; what is left out stays.</summary>
/// <param name="DisplayName">Name for people.</param>
/// <param name="Role">User, Trainer or Admin.</param>
/// <param name="Disabled">Whether it is shut.</param>
/// <param name="Password">A new password; ends the account's sign-ins.</param>
public sealed record UserChangeDto(string? DisplayName = null, string? Role = null, bool? Disabled = null, string? Password = null);
