namespace VdiPortal.Portal.Api.Contracts;

/// <summary>The caller.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">Sign-in name.</param>
/// <param name="Role">User, Trainer or Admin.</param>
public sealed record AccountDto(Guid Id, string Name, string Role);
