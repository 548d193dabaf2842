using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Components.Live;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.Account;

/// <summary>Changes one's own password.</summary>
public sealed partial class ChangePassword
{
    private string _current = "";
    private string _next = "";
    private string _again = "";
    private string? _refused;
    private PasswordChange? _result;
    private bool _busy;

    [Inject]
    private AccountService Accounts { get; set; } = null!;

    [Inject]
    private CurrentPrincipal Person { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    private bool IsComplete => _current.Length > 0 && _next.Length > 0 && _again == _next;

    private string? CurrentError => _refused ?? (_result == PasswordChange.WrongPassword ? T["Password.Wrong"].Value : null);

    private string? NextError => _result == PasswordChange.TooWeak ? T["Password.Weak"].Value : null;

    private string? AgainError => _again.Length > 0 && !_next.StartsWith(_again, StringComparison.Ordinal) ? T["Password.Different"].Value : null;

    private async Task ChangeAsync()
    {
        if (_busy || !IsComplete || await Person.GetAsync() is not { } who)
            return;

        (_busy, _result, _refused) = (true, null, null);
        try
        {
            _result = await Accounts.ChangePasswordAsync(who, _current, _next, CancellationToken.None);
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            _refused = T["Away"];
        }

        if (_result == PasswordChange.Done)
        {
            (_current, _next, _again) = ("", "", "");
            Toasts.Done(T["Said.Password"]);
        }

        _busy = false;
    }
}
