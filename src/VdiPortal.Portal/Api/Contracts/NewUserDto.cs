namespace VdiPortal.Portal.Api.Contracts;

/// <summary>An account to be made.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="Password">Its password, 10..128 characters.</param>
/// <param name="Role">User, Trainer or Admin; User when left out.</param>
/// <param name="DisplayName">Name for people; the sign-in name when left out.</param>
public sealed record NewUserDto(string Name, string Password, string? Role = null, string? DisplayName = null);
