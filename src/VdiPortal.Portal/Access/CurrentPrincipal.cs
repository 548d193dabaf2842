using Microsoft.AspNetCore.Components.Authorization;
using VdiPortal.Broker.Identity;

namespace VdiPortal.Portal.Access;

/// <summary>Who uses this page: the person of the circuit, or of the request that renders it.</summary>
public sealed class CurrentPrincipal(IHttpContextAccessor http, AuthenticationStateProvider state)
{
    // The address is that of the connection which opened the circuit; it is no longer at hand later.
    private readonly string _from = http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>The person, or null when nobody is signed in (any more).</summary>
    public async ValueTask<Principal?> GetAsync() => (await state.GetAuthenticationStateAsync()).User.ToPrincipal(_from);
}
