using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Sessions;
using VdiPortal.Broker.Vms;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>The thin bar over the screen. What it does to the screen happens in the browser (wwwroot/js/bar.js), what to the session here.</summary>
public sealed partial class WorkspaceBar
{
    /// <summary>Below this the time left is shown.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromMinutes(5);

    private static readonly string[] SpecialKeys = ["ctrl-alt-del", "super", "alt-tab", "alt-f4", "ctrl-esc", "print", "ctrl-alt-f1", "ctrl-alt-f7"];
    private int _machine;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public SessionDetail Detail { get; set; } = null!;

    /// <summary>Whether it belongs to the person who looks.</summary>
    [Parameter]
    public bool Mine { get; set; }

    /// <summary>The time.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Told when the session shall be paused.</summary>
    [Parameter]
    public EventCallback OnPause { get; set; }

    /// <summary>Told when the idle time shall start anew.</summary>
    [Parameter]
    public EventCallback OnKeep { get; set; }

    /// <summary>Told when the session shall be ended.</summary>
    [Parameter]
    public EventCallback OnEnd { get; set; }

    /// <summary>Told when the details are wanted.</summary>
    [Parameter]
    public EventCallback OnDetails { get; set; }

    private IReadOnlyList<Vm> Machines => WorkspaceScreen.Machines(Detail);

    private TimeSpan? TimeLeft
    {
        get
        {
            var left = Detail.PausesAt - Now;
            var near = TimeSpan.FromTicks(Math.Min(Near.Ticks, (Detail.PausesAt - Detail.Session.LastInputAt).Ticks / 3));
            return Detail.Session.State == SessionState.Running && left < near ? left : null;
        }
    }
}
