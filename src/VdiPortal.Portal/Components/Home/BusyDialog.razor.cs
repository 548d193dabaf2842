using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Catalog;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Home;

/// <summary>Says that the person's places are taken, and offers to end what takes them.</summary>
public sealed partial class BusyDialog
{
    /// <summary>What was to be launched; null when nothing is asked.</summary>
    [Parameter, EditorRequired]
    public CatalogEntry? Wanted { get; set; }

    /// <summary>The sessions that take the places.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Session> Others { get; set; } = [];

    /// <summary>Told when all shall stay as it is.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    /// <summary>Told when the others shall be ended and this launched.</summary>
    [Parameter]
    public EventCallback OnEndAndLaunch { get; set; }

    private string Names => string.Join(", ", Others.Select(session => session.ModuleTitle));
}
