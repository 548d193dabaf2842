using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Components.People;

/// <summary>Makes an account; its first password is shown once.</summary>
public sealed partial class NewPerson
{
    private string _name = "";
    private string _display = "";
    private string _password = "";
    private string? _made;
    private Role _role;
    private UserOutcome? _refused;
    private bool _busy;
    private bool _away;
    private bool _shown;

    /// <summary>Whether it is open.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>Told when it is closed.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    [Inject]
    private UserService Users { get; set; } = null!;

    [Inject]
    private CurrentPrincipal Person { get; set; } = null!;

    private string? NameError => _away ? T["Away"].Value
        : _refused is UserOutcome.BadName or UserOutcome.NameTaken or UserOutcome.NotAllowed ? T[$"Refused.{_refused}"].Value
        : _name.Length > 0 && !UserRules.AcceptsName(_name) ? T["Refused.BadName"].Value : null;

    private string? PasswordError =>
        _refused == UserOutcome.TooWeak || (_name.Length > 0 && _password.Length > 0 && !PasswordRules.Accepts(_password, _name)) ? T["Refused.TooWeak"].Value : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Open && !_shown)
            (_name, _display, _password, _made, _role, _refused, _away) = ("", "", PersonChoices.Password(), null, Role.User, null, false);
        _shown = Open;
    }

    private async Task CreateAsync()
    {
        if (_busy || await Person.GetAsync() is not { } who)
            return;

        (_busy, _refused, _away) = (true, null, false);
        try
        {
            var result = await Users.CreateAsync(who, _name.Trim(), _display.Trim(), _role, _password, CancellationToken.None);
            if (result is { Outcome: UserOutcome.Done, User: { } user })
                _made = user.DisplayName;
            else
                _refused = result.Outcome;
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            _away = true;
        }

        _busy = false;
    }
}
