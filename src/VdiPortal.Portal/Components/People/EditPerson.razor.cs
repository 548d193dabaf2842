using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Components.Live;
using VdiPortal.Portal.Components.Shared;

namespace VdiPortal.Portal.Components.People;

/// <summary>Changes an account, shuts it, or gives it a new password.</summary>
public sealed partial class EditPerson
{
    private UserId? _shown;
    private string _display = "";
    private Role _role;
    private bool _disabled;
    private bool _busy;
    private string? _refused;
    private string? _password;

    /// <summary>The account; null when nothing is edited.</summary>
    [Parameter, EditorRequired]
    public User? User { get; set; }

    /// <summary>The account of the person who edits.</summary>
    [Parameter]
    public UserId? Self { get; set; }

    /// <summary>Told when it is closed.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    [Inject]
    private UserService Users { get; set; } = null!;

    [Inject]
    private CurrentPrincipal Person { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    private string? DisplayError => _display.Trim().Length == 0 && User is not null ? T["Refused.NoDisplay"].Value : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (User is { } user && user.Id != _shown)
            (_display, _role, _disabled, _refused, _password) = (user.DisplayName, user.Role, user.Disabled, null, null);
        _shown = User?.Id;
    }

    private Task SaveAsync() => DoAsync(async (who, user) =>
    {
        var result = await Users.UpdateAsync(who, user.Id, _display.Trim(), _role, _disabled, CancellationToken.None);
        if (result.Outcome != UserOutcome.Done)
        {
            _refused = T[$"Refused.{result.Outcome}"];
            return;
        }

        Toasts.Done(T["Said.Saved", _display.Trim()]);
        await OnClosed.InvokeAsync();
    });

    private Task ResetAsync() => DoAsync(async (who, user) =>
    {
        var password = PersonChoices.Password();
        var result = await Users.SetPasswordAsync(who, user.Id, password, CancellationToken.None);
        if (result.Outcome == UserOutcome.Done)
            _password = password;
        else
            _refused = T[$"Refused.{result.Outcome}"];
    });

    private async Task DoAsync(Func<Principal, User, Task> action)
    {
        if (_busy || User is not { } user || await Person.GetAsync() is not { } who)
            return;

        (_busy, _refused) = (true, null);
        try
        {
            await action(who, user);
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            _refused = T["Away"];
        }

        _busy = false;
    }
}
