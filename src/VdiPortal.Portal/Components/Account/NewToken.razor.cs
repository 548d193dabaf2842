using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Identity;
using VdiPortal.Portal.Access;
using VdiPortal.Portal.Components.Live;

namespace VdiPortal.Portal.Components.Account;

/// <summary>Makes an access token; it is shown once.</summary>
public sealed partial class NewToken
{
    private static readonly int[] Days = [7, 30, 90, 365];
    private string _name = "";
    private string? _secret;
    private string? _problem;
    private int _days = 30;
    private bool _busy;
    private bool _shown;

    /// <summary>Whether it is open.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>Told when it is closed.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    [Inject]
    private ApiTokenService Tokens { get; set; } = null!;

    [Inject]
    private CurrentPrincipal Person { get; set; } = null!;

    private List<(int Value, string Text)> Lifetimes => [.. Days.Select(days => (days, T["Tokens.Days", days].Value))];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Open && !_shown)
            (_name, _secret, _problem, _days) = ("", null, null, 30);
        _shown = Open;
    }

    private async Task CreateAsync()
    {
        if (_busy || await Person.GetAsync() is not { } who)
            return;

        (_busy, _problem) = (true, null);
        try
        {
            var made = await Tokens.CreateAsync(who, _name, TimeSpan.FromDays(_days), CancellationToken.None);
            _secret = made?.Secret;
            _problem = made is null ? T["Tokens.BadName"].Value : null;
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            _problem = T["Away"];
        }

        _busy = false;
    }
}
