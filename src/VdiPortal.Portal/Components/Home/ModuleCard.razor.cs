using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Launching;
using VdiPortal.Broker.Sessions;
using VdiPortal.Portal.Components.Words;
using VdiPortal.Portal.Resources;

namespace VdiPortal.Portal.Components.Home;

/// <summary>One module of the catalog with its live state; its launch runs inside.</summary>
public sealed partial class ModuleCard
{
    /// <summary>The module as the person sees it.</summary>
    [Parameter, EditorRequired]
    public CatalogEntry Entry { get; set; } = null!;

    /// <summary>Whether Launch has just been pressed.</summary>
    [Parameter]
    public bool Waiting { get; set; }

    /// <summary>How the last press of Launch was refused, if it was before a session came of it.</summary>
    [Parameter]
    public LaunchOutcome? Refusal { get; set; }

    /// <summary>Told when Launch is pressed.</summary>
    [Parameter]
    public EventCallback OnLaunch { get; set; }

    /// <summary>Told when the person wants to go on with the session.</summary>
    [Parameter]
    public EventCallback OnOpen { get; set; }

    [Inject]
    private IStringLocalizer<HomeTexts> Texts { get; set; } = null!;

    private Module Module => Entry.Module;

    private string TitleId => $"module-{Module.Slug}";

    private Session? Active => Entry.Session is { IsActive: true } session ? session : null;

    private bool IsStarting => Active?.State == SessionState.Starting;

    private bool HasProgress => Active is { Stage: LaunchStage.Copying or LaunchStage.Booting, Progress: > 0 };

    private string Tone => Active is { } session ? SessionWords.Tone(session.State) : Waiting ? "busy" : Entry.Stock.Warm > 0 && !Entry.HasDesktop ? "good" : "";

    private string StateText => Active is { } session ? Sessions.State(session)
        : Waiting ? Texts["Card.Asking"]
        : Modules.Readiness(Entry);

    private (string What, string Do)? Trouble
    {
        get
        {
            if (Active is not null || Waiting)
                return null;
            if (Refusal is LaunchOutcome.NotFound)
                return (Texts["Card.Gone"], Texts["Card.GoneDo"]);

            return Entry.Session is { State: SessionState.Failed, Failure: { } failure } ? (Sessions.Happened(failure.Code), Sessions.ToDo(failure.Code)) : null;
        }
    }
}
