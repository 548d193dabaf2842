using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Api.Contracts;

/// <summary>An account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Sign-in name.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="Role">User, Trainer or Admin.</param>
/// <param name="Disabled">Whether it is shut.</param>
/// <param name="LastSignInAt">Last sign-in.</param>
public sealed record UserDto(Guid Id, string Name, string DisplayName, string Role, bool Disabled, DateTimeOffset? LastSignInAt)
{
    /// <summary>From an account.</summary>
    public static UserDto From(User user) =>
        new(user.Id.Value, user.Name, user.DisplayName, user.Role.ToString(), user.Disabled, user.LastSignInAt);
}
