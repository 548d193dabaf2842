using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Changes;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.Account;

/// <summary>One's own account: look, password, sign-ins, access tokens.</summary>
public sealed partial class AccountPage
{
    private IReadOnlyList<SignIn> _signIns = [];
    private IReadOnlyList<ApiToken> _tokens = [];
    private ApiToken? _revoked;
    private bool _creating;

    [Inject]
    private AccountService Accounts { get; set; } = null!;

    [Inject]
    private ApiTokenService Tokens { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice notice, Principal who) =>
        notice.Topic is ChangeTopic.SignIn && (notice.Scope == who.UserId.Value || notice.Scope == Guid.Empty);

    /// <inheritdoc/>
    protected override async Task LoadAsync(Principal who, CancellationToken cancellation)
    {
        _signIns = await Accounts.ListSignInsAsync(who, cancellation);
        _tokens = await Tokens.ListAsync(who, cancellation);
    }

    private async Task RevokeAsync(SignIn signIn)
    {
        if (await TryAsync((who, cancellation) => Accounts.RevokeAsync(who, signIn.Id, cancellation)))
            Toasts.Done(T["Said.SignInEnded"]);
        await ReadAsync();
    }

    private async Task RevokeTokenAsync()
    {
        if (_revoked is not { } token)
            return;

        _revoked = null;
        if (await TryAsync((who, cancellation) => Tokens.RevokeAsync(who, token.Id, cancellation)))
            Toasts.Done(T["Said.TokenRevoked", token.Name]);
        await ReadAsync();
    }

    private async Task CloseNewAsync()
    {
        _creating = false;
        await ReadAsync();
    }
}
