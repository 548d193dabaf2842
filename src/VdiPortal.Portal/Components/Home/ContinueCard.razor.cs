using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Components.Words;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Home;

/// <summary>A desktop that goes on, with its last screen and the time it has left.</summary>
public sealed partial class ContinueCard
{
    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public SessionDetail Detail { get; set; } = null!;

    /// <summary>The time.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Told when the person goes on with it.</summary>
    [Parameter]
    public EventCallback OnOpen { get; set; }

    /// <summary>Told when the person wants to end it.</summary>
    [Parameter]
    public EventCallback OnEnd { get; set; }

    [Inject]
    private IStringLocalizer<HomeTexts> Texts { get; set; } = null!;

    [Inject]
    private TimeWords Times { get; set; } = null!;

    private Session Session => Detail.Session;

    private string TitleId => $"session-{Session.Id}";

    // A new address each half minute, and when the state changes, so that the browser fetches a new picture.
    private string Picture => $"api/v1/sessions/{Session.Id}/screen.png?w=400&at={Session.Version}-{(Session.State == SessionState.Running ? Now.ToUnixTimeSeconds() / 30 : 0)}";

    private string Left => Session.State switch
    {
        SessionState.Paused => Texts["Left.Paused", Times.Span(Detail.EndsAt - Now)],
        _ => Texts["Left.Running", Times.Span(Detail.PausesAt - Now)],
    };
}
