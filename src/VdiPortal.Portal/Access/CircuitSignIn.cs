using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using VdiPortal.Broker.Identity;
using VdiPortal.Broker.Ports;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Access;

/// <summary>
/// The sign-in of a circuit: when it is revoked or the account changes, the circuit's person becomes nobody and its pages close
/// (CVE-2014-7851: log-out ends everything). Woken by the change feed, and checked each minute for the time running out.
/// </summary>
internal sealed class CircuitSignIn(ILoggerFactory loggers, IServiceScopeFactory scopes, CircuitSignIns register)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private IDisposable? _registration;

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task<AuthenticationState> GetAuthenticationStateAsync()
    {
        var state = await base.GetAuthenticationStateAsync();
        if (_registration is null && state.User.ToPrincipal("") is { } who)
            _registration = register.Add(who, RecheckAsync);
        return state;
    }

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.ToPrincipal("") is not { SignInId: { } id } who)
            return false;

        try
        {
            return await IsValidAsync(who, id, cancellationToken);
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            // Nobody is thrown off a desktop because the database is away for a moment; it is asked again within a minute.
            return true;
        }
    }

    private async Task<bool> IsValidAsync(Principal who, SignInId id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var signIns = scope.ServiceProvider.GetRequiredService<ISignInStore>();
        var time = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        return await signIns.GetValidAsync(id, time.GetUtcNow(), cancellationToken) is { } valid && valid.User.Role == who.Role;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _registration?.Dispose();
        base.Dispose(disposing);
    }

    private async Task RecheckAsync(CancellationToken cancellation)
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.Identity?.IsAuthenticated == true && !await ValidateAuthenticationStateAsync(state, cancellation))
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new System.Security.Claims.ClaimsPrincipal())));
    }
}
