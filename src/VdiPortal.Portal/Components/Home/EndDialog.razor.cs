using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Home;

/// <summary>Asks once before a session is ended, and says what is lost.</summary>
public sealed partial class EndDialog
{
    private string _title = "";
    private bool _kept;

    /// <summary>The session to end; null when nothing is asked.</summary>
    [Parameter, EditorRequired]
    public SessionDetail? Detail { get; set; }

    /// <summary>Told when it is not to be ended.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    /// <summary>Told when it is to be ended.</summary>
    [Parameter]
    public EventCallback<SessionDetail> OnEnd { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // The words stay while the dialog goes.
        if (Detail is { } detail)
            (_title, _kept) = (detail.Session.ModuleTitle, detail.Module?.Persistence == Persistence.Kept);
    }

    private Task EndAsync() => Detail is { } detail ? OnEnd.InvokeAsync(detail) : Task.CompletedTask;
}
