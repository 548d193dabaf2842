using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace VdiPortal.Portal.Components.Layout;

/// <summary>Who is signed in, light or dark, and the way out.</summary>
public sealed partial class AccountMenu
{
    private static string Name(AuthenticationState state) =>
        state.User.FindFirstValue(ClaimTypes.GivenName) ?? state.User.Identity?.Name ?? "";
}
