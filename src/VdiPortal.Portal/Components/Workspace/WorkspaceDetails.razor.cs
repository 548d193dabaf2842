using System.Globalization;
using Microsoft.AspNetCore.Components;
using VdiPortal.Broker.Sessions;

namespace VdiPortal.Portal.Components.Workspace;

/// <summary>What the launch took, and what else one may want to know; hosts for administrators only.</summary>
public sealed partial class WorkspaceDetails
{
    /// <summary>Whether the drawer is open.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public SessionDetail Detail { get; set; } = null!;

    /// <summary>Whether hosts and ids are shown.</summary>
    [Parameter]
    public bool IsAdmin { get; set; }

    /// <summary>Name of the first machine's host, for administrators.</summary>
    [Parameter]
    public string? Host { get; set; }

    /// <summary>Told when it is closed.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    private LaunchTrace Trace => Detail.Session.Trace;

    private IEnumerable<(string Name, double From, double? At)> Steps
    {
        get
        {
            var last = 0d;
            (string Key, double? At)[] steps =
                [("Claimed", Trace.ClaimedMs), (Trace.Warm ? "Resumed" : "Booted", Trace.RunningMs), ("Console", Trace.ConsoleMs), ("FirstFrame", Trace.FirstFrameMs)];
            yield return (T["Trace.Queued"], 0, 0);
            foreach (var (key, at) in steps)
            {
                yield return (T[$"Trace.{key}"], Math.Min(last, at ?? last), at);
                last = Math.Max(last, at ?? last);
            }
        }
    }

    private double Whole => Math.Max(1, new[] { Trace.ClaimedMs, Trace.RunningMs, Trace.ConsoleMs, Trace.FirstFrameMs }.Max() ?? 1);

    private string Percent(double value) => Math.Clamp(value / Whole * 100, 0, 100).ToString("0.#", CultureInfo.InvariantCulture);
}
